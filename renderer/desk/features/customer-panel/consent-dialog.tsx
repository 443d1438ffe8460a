import { type ReactNode, useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { answerChannel, type Channel, REACHING } from '#shared/domain/channels.ts';
import { type ConsentSource, EVERY, PURPOSES, type Purpose } from '#shared/domain/consent.ts';

export type ConsentSubject = {
  readonly customerId: string;
  /** The conversation in which they said it, if one is open. */
  readonly conversation?: { readonly id: string; readonly channel: Channel } | undefined;
};

/** How a person comes to know; the others are written by the hub alone. */
const HEARD: readonly ConsentSource[] = ['phone', 'message', 'email', 'form', 'store', 'letter', 'other'];
const HEARD_ON: Readonly<Partial<Record<Channel, ConsentSource>>> = {
  phone: 'phone',
  email: 'email',
  form: 'form',
  store: 'store',
};

type Scope = { readonly channel: Channel | typeof EVERY; readonly purpose: Purpose | typeof EVERY };
const ON: readonly Scope['channel'][] = [...REACHING, EVERY];
const FOR: readonly Scope['purpose'][] = [...PURPOSES, EVERY];
const DECISIONS = ['withdraws', 'grants'] as const;

/** Writes down what a customer agreed to, or no longer does; it starts from the conversation that is open ([PR2]). */
export function ConsentDialog({
  customerId,
  conversation,
  onClose,
}: ConsentSubject & { readonly onClose: () => void }) {
  const { t } = useTranslation(['consent', 'common']);
  const send = useSendCommand();
  const formRef = useRef<HTMLDivElement>(null);
  const [scope, setScope] = useState(() => firstScope(conversation?.channel));
  const [decision, setDecision] = useState<(typeof DECISIONS)[number]>('withdraws');
  const [source, setSource] = useState<ConsentSource>(() => firstSource(conversation?.channel));
  const [evidence, setEvidence] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const granted = decision === 'grants';
  const record = async (): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    const answer = await send('consent:record', {
      customerId,
      ...scope,
      granted,
      source,
      ...(evidence.trim() !== '' && { evidence: evidence.trim() }),
      ...(conversation !== undefined && { conversationId: conversation.id }),
    });
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error.message);
      return;
    }
    showToast({ title: t(granted ? 'consent:dialog.recorded' : 'consent:dialog.recordedWithdrawn') });
    onClose();
  };
  useShortcut('send', () => void record(), { scope: 'dialog' });
  const channels = ON.map((value) => ({
    value,
    label: value === EVERY ? t('consent:channel.all') : t(`common:channel.${value}`),
  }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('consent:dialog.title')}
      description={t('consent:dialog.detail')}
      closeLabel={t('common:close')}
      initialFocus={formRef}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" chord={chordOf('send')} busy={isBusy} onClick={() => void record()}>
            {t('consent:record')}
          </Button>
        </>
      }
    >
      <div ref={formRef} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        <Labelled label={t('consent:dialog.decision')}>
          <SegmentedControl
            label={t('consent:dialog.decision')}
            value={decision}
            onChange={setDecision}
            segments={DECISIONS.map((value) => ({ value, label: t(`consent:dialog.${value}`) }))}
          />
        </Labelled>
        <Labelled label={t('consent:dialog.purpose')}>
          <SegmentedControl
            label={t('consent:dialog.purpose')}
            value={scope.purpose}
            onChange={(purpose) => setScope({ ...scope, purpose })}
            segments={FOR.map((value) => ({ value, label: t(`consent:purpose.${value}`) }))}
          />
        </Labelled>
        <div className="grid grid-cols-2 gap-3">
          <Labelled label={t('consent:dialog.channel')}>
            <Select
              label={t('consent:dialog.channel')}
              options={channels}
              value={scope.channel}
              onChange={(channel) => setScope({ ...scope, channel })}
            />
          </Labelled>
          <Labelled label={t('consent:dialog.source')}>
            <Select
              label={t('consent:dialog.source')}
              options={HEARD.map((value) => ({ value, label: t(`consent:source.${value}`) }))}
              value={source}
              onChange={setSource}
            />
          </Labelled>
        </div>
        <Field
          label={t('consent:dialog.evidence')}
          required={t('consent:dialog.optional')}
          hint={t('consent:dialog.evidenceHint')}
        >
          <TextArea
            value={evidence}
            maxLength={2000}
            className="h-20"
            onChange={(event) => setEvidence(event.target.value)}
          />
        </Field>
        <p className="text-ink-2">{t(granted ? 'consent:dialog.allows' : 'consent:dialog.stops')}</p>
        {error !== null && (
          <p role="alert" className="text-bad">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** A caption over a control that has the same name of its own. */
const Labelled = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-1">
    <span aria-hidden="true" className="font-medium text-ink-2">
      {label}
    </span>
    {children}
  </div>
);

/** Advertising is what people mostly speak of, and on the channel they are on. */
function firstScope(on: Channel | undefined): Scope {
  const channel = on === undefined ? EVERY : answerChannel(on);
  return { channel: channel !== EVERY && REACHING.includes(channel) ? channel : EVERY, purpose: 'marketing' };
}

const firstSource = (on: Channel | undefined): ConsentSource =>
  on === undefined ? 'phone' : (HEARD_ON[on] ?? 'message');
