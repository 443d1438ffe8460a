const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Tomorrow at a full hour as the clocks of a time zone will show it. */
export function tomorrowAt(hour: number, now: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((p) => p.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  const offset = Math.round((wall - now.getTime()) / (HOUR_MS / 4)) * (HOUR_MS / 4);
  const today = Date.UTC(part('year'), part('month') - 1, part('day'));
  return new Date(today + DAY_MS + hour * HOUR_MS - offset);
}
