import { TZDate } from '@date-fns/tz';

export type WaitTime = { readonly id: 'inHour' | 'today' | 'tomorrow'; readonly at: string };

const HOUR_MS = 3_600_000;

/** Until when one usually waits: an hour, today 17:00 while that is ahead, tomorrow 10:00; in the workspace's time zone. */
export function waitTimes(now: Date, timeZone: string): WaitTime[] {
  const local = new TZDate(now, timeZone);
  const dayAt = (days: number, hour: number): number =>
    new TZDate(local.getFullYear(), local.getMonth(), local.getDate() + days, hour, timeZone).getTime();
  const today = dayAt(0, 17);
  const times = [
    { id: 'inHour', at: now.getTime() + HOUR_MS },
    ...(today > now.getTime() ? [{ id: 'today', at: today } as const] : []),
    { id: 'tomorrow', at: dayAt(1, 10) },
  ] as const;
  return times.map(({ id, at }) => ({ id, at: new Date(at).toISOString() }));
}
