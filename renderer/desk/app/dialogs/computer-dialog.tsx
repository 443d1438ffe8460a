import { useEffect, useRef, useState } from 'react';
import type { Computer } from '#renderer/data/hooks/use-computer.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { PolicyView } from '#shared/ipc/policy.ts';
import { CrashList } from './crash-list.tsx';
import { type LookDoor, UpdateSection } from './update-section.tsx';

type ComputerDialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly computer: Computer;
  readonly policy: PolicyView;
  /** Null where there is nothing to update: in a browser. */
  readonly updates: LookDoor | null;
};

/** This computer, for whoever helps its agent: what the company has set, the log, and what went wrong. */
export function ComputerDialog({ open, onClose, computer, policy, updates }: ComputerDialogProps) {
  const { t } = useTranslation(['settings', 'common']);
  const [lines, setLines] = useState<readonly string[] | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const save = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    setIsSaved(false);
    void computer.log().then(setLines);
  }, [open, computer]);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('computer.title')}
      description={t('computer.detail')}
      closeLabel={t('common:close')}
      width="l"
      initialFocus={save}
      footer={
        <>
          {isSaved && (
            <span role="status" className="mr-auto text-ink-2">
              {t('computer.saved')}
            </span>
          )}
          <Button ref={save} onClick={() => void computer.saveLog().then(setIsSaved)}>
            {t('computer.save')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <section className="flex flex-col gap-1 py-2">
        <h3 className="font-semibold">{t('computer.policy')}</h3>
        <p className="text-ink-2">{t(`computer.source.${policy.source}`)}</p>
        {policy.problems.length > 0 && (
          <ul className="tint-warn rounded-s border border-line px-3 py-2">
            {policy.problems.map((problem) => (
              <li key={problem} className="break-words">
                {problem}
              </li>
            ))}
          </ul>
        )}
      </section>
      {updates !== null && <UpdateSection door={updates} />}
      <CrashList computer={computer} canSend={policy.canSendCrashReports} isOpen={open} />
      <section className="flex flex-col gap-1 border-line border-t py-3">
        <h3 className="font-semibold">{t('computer.log')}</h3>
        <LogLines lines={lines} />
      </section>
    </Dialog>
  );
}

/** The newest at the end and in sight, as one reads a log. */
function LogLines({ lines }: { readonly lines: readonly string[] | null }) {
  const { t } = useTranslation('settings');
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (lines !== null) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines]);
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who works by keyboard scrolls it
      tabIndex={0}
      aria-label={t('computer.log')}
      className="h-56 overflow-auto rounded-s border border-line bg-panel p-2"
    >
      <pre className="select-text whitespace-pre-wrap break-words text-ink-2">
        {lines === null || lines.length === 0 ? t('computer.noLog') : lines.join('\n')}
      </pre>
    </section>
  );
}
