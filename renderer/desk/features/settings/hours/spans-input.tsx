import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { minuteText, type OpeningSpan, readMinute } from '#shared/domain/opening-hours.ts';

const MOST = 3;

type TimeInputProps = {
  readonly label: string;
  readonly minute: number;
  readonly isWrong: boolean;
  readonly onChange: (minute: number) => void;
};

/** A time of day, typed as people write it (`9:00`, `26:00`); what is none goes back when the field is left. */
function TimeInput({ label, minute, isWrong, onChange }: TimeInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): void => {
    setTyped(text);
    const next = readMinute(text);
    if (next !== null) onChange(next);
  };
  return (
    <span className="block w-[72px]">
      <TextInput
        aria-label={label}
        aria-invalid={isWrong || undefined}
        inputMode="numeric"
        value={typed ?? minuteText(minute)}
        onChange={(event) => read(event.target.value)}
        onBlur={() => setTyped(null)}
        className={classNames('figures text-center', isWrong && 'border-bad')}
      />
    </span>
  );
}

type SpansInputProps = {
  /** Whose hours these are, for the names of the fields. */
  readonly label: string;
  readonly spans: readonly OpeningSpan[];
  readonly onChange: (spans: OpeningSpan[]) => void;
};

/** The hours of one day: none is closed; up to three, for who closes at noon. */
export function SpansInput({ label, spans, onChange }: SpansInputProps) {
  const { t } = useTranslation('workspaceSettings');
  const put = (index: number, patch: Partial<OpeningSpan>): void =>
    onChange(spans.map((span, n) => (n === index ? { ...span, ...patch } : span)));
  const add = (): void => {
    const from = Math.min((spans.at(-1)?.to ?? 480) + 60, 1380);
    onChange([...spans, { from: spans.length === 0 ? 540 : from, to: spans.length === 0 ? 1080 : from + 60 }]);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      {spans.length === 0 && <span className="text-ink-3">{t('hours.closed')}</span>}
      {spans.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place among the day's few
        <span key={index} className="flex items-center gap-1">
          <TimeInput
            label={t('hours.from', { day: label })}
            minute={span.from}
            isWrong={span.from >= 1440}
            onChange={(from) => put(index, { from })}
          />
          –
          <TimeInput
            label={t('hours.to', { day: label })}
            minute={span.to}
            isWrong={span.to <= span.from}
            onChange={(to) => put(index, { to })}
          />
          <IconButton
            label={t('hours.removeSpan', { day: label })}
            icon={<X aria-hidden="true" size={14} />}
            onClick={() => onChange(spans.filter((_, n) => n !== index))}
          />
        </span>
      ))}
      {spans.length < MOST && (
        <IconButton
          label={t('hours.addSpan', { day: label })}
          icon={<Plus aria-hidden="true" size={14} />}
          onClick={add}
        />
      )}
    </div>
  );
}
