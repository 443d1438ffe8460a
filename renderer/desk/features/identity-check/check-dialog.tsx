import { type KeyboardEvent, useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { CHECK_PURPOSES, type CheckPurpose } from '#shared/domain/identity-check.ts';
import { useChecks } from './use-checks.ts';

type CheckDialogProps = {
  readonly conversationId: string;
  /** What it is needed for, where somebody knows. */
  readonly purpose?: CheckPurpose | undefined;
  readonly onClose: () => void;
};

/** Asking who this is, by keyboard: the number keys tick what was right, one chord records it. */
export function CheckDialog({ conversationId, purpose: asked = 'inquiry', onClose }: CheckDialogProps) {
  const { t } = useTranslation('checks');
  const { t: common } = useTranslation();
  const format = useFormatContext();
  const send = useSendCommand();
  const conversation = useConversation(conversationId);
  const checks = useChecks(conversationId);
  const rootRef = useRef<HTMLDivElement>(null);
  const [purpose, setPurpose] = useState<CheckPurpose>(asked);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const list = checks.state === 'ready' ? checks.data.purposes.find((one) => one.purpose === purpose) : undefined;
  const facts = list?.facts ?? [];
  const right = facts.filter(({ code }) => ticked.includes(code)).map(({ code }) => code);
  const isEnough = list !== undefined && right.length >= list.needed;
  const toggle = (code: string) => {
    setError(null);
    setTicked((codes) => (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]));
  };
  const record = async (passed: boolean): Promise<void> => {
    if (conversation.state !== 'ready' || isBusy || (passed && !isEnough)) return;
    setIsBusy(true);
    const { epoch } = conversation.data;
    const answer = await send('check:record', { conversationId, epoch, purpose, facts: right, passed });
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error.message);
      return;
    }
    const time = formatDayTime(answer.data.expiresAt, format);
    showToast({ title: passed ? t('recorded', { time }) : t('recordedFailed') });
    onClose();
  };
  useShortcut('send', () => void record(true), { scope: 'dialog' });
  const byNumber = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    const fact = /^[1-9]$/.test(event.key) ? facts[Number(event.key) - 1] : undefined;
    if (fact === undefined) return;
    event.preventDefault();
    toggle(fact.code);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      description={t('detail')}
      closeLabel={common('close')}
      initialFocus={rootRef}
      footer={
        <>
          <Button disabled={isBusy} onClick={() => void record(false)} className="mr-auto">
            {t('notThem')}
          </Button>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={!isEnough || conversation.state !== 'ready'}
            onClick={() => void record(true)}
          >
            {t('record')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the number keys tick wherever the focus is inside */}
      <div ref={rootRef} tabIndex={-1} className="flex flex-col gap-3 outline-none" onKeyDown={byNumber}>
        <SegmentedControl
          label={t('purposeLabel')}
          value={purpose}
          onChange={setPurpose}
          segments={CHECK_PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        />
        {checks.state === 'loading' && <SkeletonRows rows={3} label={common('loading')} />}
        {checks.state === 'error' && <p role="alert">{checks.error.message}</p>}
        {list !== undefined && (
          <fieldset className="flex flex-col">
            <legend className="flex w-full justify-between gap-4 font-semibold text-ink-3">
              <span>{t('facts')}</span>
              <span className={isEnough ? 'figures text-ok' : 'figures'}>
                {t('count', { done: right.length, needed: list.needed })}
              </span>
            </legend>
            {facts.map((fact, i) => (
              <Checkbox key={fact.code} checked={ticked.includes(fact.code)} onChange={() => toggle(fact.code)}>
                <span className="figures mr-2 text-ink-3">{i + 1}</span>
                {format.locale === 'ja' ? fact.nameJa : fact.nameEn}
              </Checkbox>
            ))}
            <p className="text-ink-3">{`${t('pick')} ${t('holds', { minutes: list.minutes })}`}</p>
          </fieldset>
        )}
        {error !== null && (
          <p role="alert" className="text-bad">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
