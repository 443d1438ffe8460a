import { TZDate } from '@date-fns/tz';
import { CalendarDays } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** The first instant of a day, as a date field says it, in a time zone; null when it says nothing. */
export function startOfDay(value: string, timeZone: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return new Date(new TZDate(year, month - 1, day, timeZone).getTime()).toISOString();
}

/** Goes to a day of the thread. */
export function DateJump({ onGo }: { readonly onGo: (date: string) => void }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const [isOpen, setIsOpen] = useState(false);
  const [value, setValue] = useState('');
  const date = startOfDay(value, format.timeZone);
  useShortcut('jump-to-date', () => setIsOpen(true));

  function go(event: FormEvent): void {
    event.preventDefault();
    if (date === null) return;
    setIsOpen(false);
    onGo(date);
  }

  const trigger = (
    <IconButton
      label={t('thread:jumpToDate')}
      chord={chordOf('jump-to-date')}
      icon={<CalendarDays aria-hidden="true" size={16} />}
    />
  );
  return (
    <Popover trigger={trigger} title={t('thread:jumpToDate')} open={isOpen} onOpenChange={setIsOpen} align="end">
      <form onSubmit={go} className="flex items-end gap-2">
        <Field label={t('thread:date')}>
          <TextInput type="date" value={value} onChange={(event) => setValue(event.target.value)} />
        </Field>
        <Button type="submit" variant="primary" disabled={date === null}>
          {t('thread:go')}
        </Button>
      </form>
    </Popover>
  );
}
