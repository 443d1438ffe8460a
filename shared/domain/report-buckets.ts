/** How a period is cut. Weeks begin on Monday; everything is local time of the workspace. */
export const GRAINS = ['half_hour', 'day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

/** The longest period of each grain, days: so that a report stays a table that somebody reads. */
export const MOST_DAYS: Readonly<Record<Grain, number>> = { half_hour: 8, day: 186, week: 732, month: 1830 };

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;

/** Local times are counted as if they were UTC: days and half-hours of a calendar have no zone. */
const asMs = (local: string): number => Date.parse(`${local.length === 10 ? `${local}T00:00` : local}:00Z`);
const asLocal = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

/** How many days from one to the other, both included; less than one when they are the wrong way round. */
export const daysBetween = (from: string, until: string): number => Math.round((asMs(until) - asMs(from)) / DAY_MS) + 1;

/** The local date so many days later, or earlier. */
export const addDays = (date: string, days: number): string => asLocal(asMs(date) + days * DAY_MS).slice(0, 10);

/** The beginning of the bucket that a local time lies in: `2026-11-22T09:41` → `2026-11-22T09:30`. */
export function bucketOf(local: string, grain: Grain): string {
  const ms = asMs(local);
  if (grain === 'half_hour') return asLocal(Math.floor(ms / HALF_HOUR_MS) * HALF_HOUR_MS);
  const day = Math.floor(ms / DAY_MS) * DAY_MS;
  if (grain === 'day') return asLocal(day);
  // 1 January 1970 was a Thursday.
  if (grain === 'week') return asLocal(day - ((day / DAY_MS + 3) % 7) * DAY_MS);
  return `${asLocal(day).slice(0, 7)}-01T00:00`;
}

/** The beginning of the bucket after this one. */
export function nextBucket(bucket: string, grain: Grain): string {
  const ms = asMs(bucket);
  if (grain === 'half_hour') return asLocal(ms + HALF_HOUR_MS);
  if (grain === 'day') return asLocal(ms + DAY_MS);
  if (grain === 'week') return asLocal(ms + 7 * DAY_MS);
  const at = new Date(ms);
  return asLocal(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}

/** The beginnings of all buckets that touch the period, in order; the first may begin before it. */
export function bucketsOf(from: string, until: string, grain: Grain): string[] {
  const end = `${addDays(until, 1)}T00:00`;
  const buckets: string[] = [];
  for (let at = bucketOf(from, grain); at < end; at = nextBucket(at, grain)) buckets.push(at);
  return buckets;
}
