import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { instantOfField, type PromiseChoice, promiseChoices } from './promise-times.ts';

type When = PromiseChoice['id'] | 'other';

function PromiseForm({ conversation, onDone }: { readonly conversation: Conversation; readonly onDone: () => void }) {
  const { t } = useTranslation('composer');
  const send = useSendCommand();
  const context = useFormatContext();
  const [text, setText] = useState('');
  const [when, setWhen] = useState<When>('hour');
  const [other, setOther] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const choices = promiseChoices(context.now, context.timeZone);
  const dueAt =
    when === 'other'
      ? instantOfField(other, context.timeZone)
      : (choices.find((choice) => choice.id === when)?.at ?? choices[0]?.at ?? null);
  const save = async (): Promise<void> => {
    if (text.trim() === '' || dueAt === null || isBusy) return;
    setIsBusy(true);
    const answer = await send('commitment:make', {
      conversationId: conversation.id,
      epoch: conversation.epoch,
      text: text.trim(),
      dueAt: dueAt.toISOString(),
    });
    setIsBusy(false);
    if (!answer.ok) return setError(answer.error.message);
    showToast({ title: t('promise.made', { when: formatDayTime(dueAt, context) }) });
    onDone();
  };
  return (
    <form
      className="flex w-80 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        // Enter in the field ends a conversion first.
        if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
      }}
    >
      <Field label={t('promise.text')} {...(error !== null && { error })}>
        <TextInput
          value={text}
          maxLength={500}
          placeholder={t('promise.placeholder')}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <SegmentedControl<When>
        label={t('promise.due')}
        value={when}
        onChange={setWhen}
        segments={[
          ...choices.map(({ id }) => ({ value: id, label: t(`promise.${id}`) })),
          { value: 'other' as const, label: t('promise.other') },
        ]}
      />
      {when === 'other' && (
        <TextInput
          type="datetime-local"
          aria-label={t('promise.due')}
          value={other}
          onChange={(event) => setOther(event.target.value)}
        />
      )}
      <div className="flex items-center justify-between gap-2">
        <span className="figures text-ink-2">{dueAt !== null && formatDayTime(dueAt, context)}</span>
        <Button type="submit" variant="primary" busy={isBusy} disabled={text.trim() === '' || dueAt === null}>
          {t('promise.make')}
        </Button>
      </div>
    </form>
  );
}

type PromisePopoverProps = { readonly conversation: Conversation; readonly disabled: boolean };

/** A promise to the customer, made while answering. */
export function PromisePopover({ conversation, disabled }: PromisePopoverProps) {
  const { t } = useTranslation('composer');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      title={t('promise.title')}
      side="top"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button
          type="button"
          disabled={disabled}
          aria-label={t('promise.title')}
          title={t('promise.title')}
          className="grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-line hover:text-ink disabled:opacity-50"
        >
          <CalendarClock aria-hidden="true" size={16} />
        </button>
      }
    >
      <PromiseForm conversation={conversation} onDone={() => setIsOpen(false)} />
    </Popover>
  );
}
