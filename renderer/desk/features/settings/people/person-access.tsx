import { useState } from 'react';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Person } from '#shared/domain/settings.ts';
import { Card } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';
import { CodeDialog } from './code-dialog.tsx';
import { makeCode } from './make-code.ts';

/** How somebody gets in: their password by a one-time code, and whether they still work here. Acts at once, not with the form. */
export function PersonAccess({ person }: { readonly person: Person }) {
  const { t } = useTranslation('workspaceSettings');
  const context = useFormatContext();
  const saving = useSave();
  const [code, setCode] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { id, revision, active } = person;

  const renew = async (): Promise<void> => {
    const made = makeCode();
    if ((await saving.save('person:reset-password', { id, code: made })) !== null) setCode(made);
  };
  const setActive = async (next: boolean): Promise<void> => {
    setIsAsking(false);
    await saving.save('person:set-active', { id, revision, active: next });
  };
  const password = person.hasPassword ? t('access.hasPassword') : t('access.noPassword');
  const until =
    person.codeUntil === undefined ? '' : t('access.codeUntil', { at: formatDayTime(person.codeUntil, context) });
  return (
    <Card title={t('access.title')} detail={active ? t('access.detail') : t('access.inactiveDetail')}>
      <div className="flex flex-col gap-3">
        {active && (
          <p className="text-ink-2">
            {[password, until, t('access.sessions', { count: person.sessions })]
              .filter((text) => text !== '')
              .join(' · ')}
          </p>
        )}
        {saving.error !== null && (
          <p role="alert" className="text-bad">
            {saving.error.message}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {active && (
            <Button busy={saving.isBusy} onClick={() => void renew()}>
              {t('access.newCode')}
            </Button>
          )}
          {active ? (
            <Button variant="danger" onClick={() => setIsAsking(true)}>
              {t('access.deactivate')}
            </Button>
          ) : (
            <Button busy={saving.isBusy} onClick={() => void setActive(true)}>
              {t('access.activate')}
            </Button>
          )}
        </div>
      </div>
      <CodeDialog code={code} name={person.name} login={person.login} onClose={() => setCode(null)} />
      <DeactivateDialog
        person={isAsking ? person : null}
        onClose={() => setIsAsking(false)}
        onDo={() => void setActive(false)}
      />
    </Card>
  );
}

type DeactivateDialogProps = {
  readonly person: Person | null;
  readonly onClose: () => void;
  readonly onDo: () => void;
};

function DeactivateDialog({ person, onClose, onDo }: DeactivateDialogProps) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  return (
    <Dialog
      open={person !== null}
      onClose={onClose}
      title={t('access.deactivateTitle', { name: person?.name ?? '' })}
      closeLabel={common('close')}
      width="s"
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" onClick={onDo}>
            {t('access.deactivate')}
          </Button>
        </>
      }
    >
      <ul className="list-disc pl-5 text-ink-2">
        <li>{t('access.endsSessions', { count: person?.sessions ?? 0 })}</li>
        <li>{t('access.toQueues', { count: person?.owns ?? 0 })}</li>
        <li>{t('access.keeps')}</li>
      </ul>
    </Dialog>
  );
}
