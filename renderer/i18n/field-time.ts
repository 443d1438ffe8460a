import { TZDate } from '@date-fns/tz';
import type { Instant } from './format.ts';

const FIELD = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;
const two = (n: number): string => String(n).padStart(2, '0');

/** An instant as a `datetime-local` field wants it, by a zone's clocks. */
export function fieldOfInstant(at: Instant, timeZone: string): string {
  const local = new TZDate(new Date(at), timeZone);
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}T${two(local.getHours())}:${two(local.getMinutes())}`;
}

/** What a `datetime-local` field says, as an instant by a zone's clocks; null when it says nothing. */
export function instantOfField(value: string, timeZone: string): Date | null {
  const [, year, month, day, hour, minute] = FIELD.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined) {
    return null;
  }
  return new Date(new TZDate(year, month - 1, day, hour, minute, timeZone).getTime());
}
