import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { PointAct } from '#renderer/desk/app/identity-questions.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Select } from '#renderer/ui/select.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';

type PointDialogProps = {
  readonly act: PointAct;
  readonly customerId: string;
  readonly contactPointId: string;
  readonly onClose: () => void;
};

const DAY_MS = 86_400_000;
const UNTIL = ['always', '1', '7', '30'] as const;

/** One act on a contact point, with its reason, which goes on record. */
export function PointDialog({ act, customerId, contactPointId, onClose }: PointDialogProps) {
  const { t } = useTranslation(['identity', 'common']);
  const { reasonRef, reason, setReason, error, isBusy, give, to, setTo, targets, until, setUntil } = usePointAct({
    act,
    customerId,
    contactPointId,
    onClose,
  });
  const isMove = act === 'move';
  const disabled = reason.trim().length < 2 || (isMove && to === null);
  useShortcut('send', () => !disabled && void give(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      width="s"
      title={t(`identity:act.${act}`)}
      description={t(`identity:actDetail.${act}`)}
      closeLabel={t('common:close')}
      initialFocus={reasonRef}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            variant={act === 'remove' || act === 'block' ? 'danger' : 'primary'}
            chord={chordOf('send')}
            busy={isBusy}
            disabled={disabled}
            onClick={() => void give()}
          >
            {t(`identity:act.${act}`)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {isMove && targets.length === 0 && <p className="text-ink-2">{t('identity:moveNobody')}</p>}
        {isMove && targets.length > 0 && (
          <Select label={t('identity:moveTo')} value={to ?? ''} onChange={setTo} options={targets} />
        )}
        {act === 'block' && (
          <Select
            label={t('identity:blockUntil')}
            value={until}
            onChange={setUntil}
            options={UNTIL.map((value) => ({
              value,
              label: value === 'always' ? t('identity:always') : t('identity:days', { count: Number(value) }),
            }))}
          />
        )}
        <Field label={t('identity:whyRecorded')} {...(error !== null && { error })}>
          <TextInput
            ref={reasonRef}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => isComposing(event) && event.key === 'Enter' && event.preventDefault()}
          />
        </Field>
      </div>
    </Dialog>
  );
}

/** The state of the dialog, and the command that its act is. */
function usePointAct({ act, customerId, contactPointId, onClose }: PointDialogProps) {
  const { t } = useTranslation(['identity', 'common']);
  const send = useSendCommand();
  const reasonRef = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<(typeof UNTIL)[number]>('always');
  const [to, setTo] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const near = useHubQuery('identity.suggestions', { customerId }, { enabled: act === 'move' });
  const people =
    near.state === 'ready' ? [...near.data.suggestions.map((one) => one.other), ...near.data.households] : [];
  const targets = people.map((one) => ({ value: one.customerId, label: one.name || t('common:words.nameUnknown') }));

  async function give(): Promise<void> {
    const on = { contactPointId, customerId, reason: reason.trim() };
    const at = until === 'always' ? {} : { until: new Date(Date.now() + Number(until) * DAY_MS).toISOString() };
    setIsBusy(true);
    const answer = await one();
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error.message);
      return;
    }
    showToast({ title: t(`identity:actDone.${act}`) });
    onClose();

    function one() {
      switch (act) {
        case 'verify':
          return send('contact-point:verify', on);
        case 'share':
        case 'unshare':
          return send('contact-point:share', { ...on, shared: act === 'share' });
        case 'block':
          return send('contact-point:block', { ...on, ...at, blocked: true });
        case 'unblock':
          return send('contact-point:block', { ...on, blocked: false });
        case 'move':
          return send('contact-point:move', { ...on, toCustomerId: to ?? '' });
        case 'remove':
          return send('contact-point:remove', on);
      }
    }
  }
  return { reasonRef, reason, setReason, error, isBusy, give, to, setTo, targets, until, setUntil };
}
