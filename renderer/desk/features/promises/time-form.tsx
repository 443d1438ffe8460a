import { type ReactNode, useState } from 'react';
import { fieldOfInstant, instantOfField } from '#renderer/i18n/field-time.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';

type TimeFormProps = {
  readonly dueAt: Date | string;
  readonly submit: string;
  /** Asks why, and does not go on without. */
  readonly reasonLabel?: string;
  readonly onSubmit: (dueAt: Date, reason: string) => void;
  readonly children?: ReactNode;
};

/** Another time, and a reason where one is wanted. Enter submits; a time that is over can not be chosen. */
export function TimeForm({ dueAt, submit, reasonLabel, onSubmit, children }: TimeFormProps) {
  const { t } = useTranslation('promises');
  const context = useFormatContext(30_000);
  const start = new Date(dueAt) > context.now ? dueAt : new Date(context.now.getTime() + 3_600_000);
  const [field, setField] = useState(() => fieldOfInstant(start, context.timeZone));
  const [reason, setReason] = useState('');
  const at = instantOfField(field, context.timeZone);
  const isAhead = at !== null && at > context.now;
  const isReady = isAhead && (reasonLabel === undefined || reason.trim() !== '');
  return (
    <form
      className="flex flex-col gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSubmit(at, reason.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
      }}
    >
      {children}
      <Field label={t('until')} {...(!isAhead && { error: t('mustBeAhead') })}>
        <TextInput type="datetime-local" value={field} onChange={(event) => setField(event.target.value)} />
      </Field>
      {reasonLabel !== undefined && (
        <Field label={reasonLabel}>
          <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      <div className="flex items-center justify-between gap-2">
        <span className="figures text-ink-2">{isAhead && formatDayTime(at, context)}</span>
        <Button type="submit" variant="primary" disabled={!isReady}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
