import { TZDate } from '@date-fns/tz';

const HOUR_MS = 3_600_000;

export type PromiseChoice = { readonly id: 'hour' | 'today' | 'tomorrow'; readonly at: Date };

function dayAt(now: Date, timeZone: string, addDays: number, hour: number): Date {
  const local = new TZDate(now, timeZone);
  return new Date(
    new TZDate(local.getFullYear(), local.getMonth(), local.getDate() + addDays, hour, timeZone).getTime(),
  );
}

/** The usual due times of a promise: in an hour, today 17:00 while that is ahead, tomorrow noon; in the workspace's time zone. */
export function promiseChoices(now: Date, timeZone: string): PromiseChoice[] {
  const today = dayAt(now, timeZone, 0, 17);
  return [
    { id: 'hour', at: new Date(now.getTime() + HOUR_MS) },
    ...(today.getTime() > now.getTime() ? [{ id: 'today', at: today } as const] : []),
    { id: 'tomorrow', at: dayAt(now, timeZone, 1, 12) },
  ];
}

const FIELD = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

/** What a `datetime-local` field says, as an instant in the workspace's time zone; null when it says nothing. */
export function instantOfField(value: string, timeZone: string): Date | null {
  const [, year, month, day, hour, minute] = FIELD.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined) {
    return null;
  }
  return new Date(new TZDate(year, month - 1, day, hour, minute, timeZone).getTime());
}
