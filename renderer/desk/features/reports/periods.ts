import {
  addDays,
  bucketOf,
  daysBetween,
  GRAINS,
  type Grain,
  MOST_DAYS,
  nextBucket,
} from '#shared/domain/report-buckets.ts';

export const PRESETS = ['today', 'yesterday', 'this_week', 'last_week', 'this_month', 'last_month', 'own'] as const;
export type Preset = (typeof PRESETS)[number];
export type Period = { readonly from: string; readonly until: string };

/** The days of a preset; `today` is the workspace's date. Weeks begin on Monday; what is not over ends today. */
export function periodOf(preset: Exclude<Preset, 'own'>, today: string): Period {
  const begin = (grain: Grain, date: string): string => bucketOf(`${date}T00:00`, grain).slice(0, 10);
  const end = (grain: Grain, from: string): string => addDays(nextBucket(`${from}T00:00`, grain).slice(0, 10), -1);
  switch (preset) {
    case 'today':
      return { from: today, until: today };
    case 'yesterday':
      return { from: addDays(today, -1), until: addDays(today, -1) };
    case 'this_week':
      return { from: begin('week', today), until: today };
    case 'this_month':
      return { from: begin('month', today), until: today };
    case 'last_week': {
      const from = begin('week', addDays(today, -7));
      return { from, until: end('week', from) };
    }
    case 'last_month': {
      const from = begin('month', addDays(begin('month', today), -1));
      return { from, until: end('month', from) };
    }
  }
}

/** How finely a period can be cut: not into more rows than anybody reads. */
export const grainsFor = ({ from, until }: Period): readonly Grain[] =>
  GRAINS.filter((grain) => daysBetween(from, until) <= MOST_DAYS[grain]);

/** Whether it goes on: what happens today is still to come into it. */
export const goesOn = ({ until }: Period, today: string): boolean => until >= today;

/** The grain wished for, or the finest that the period allows. */
export function grainFor(period: Period, wished: Grain): Grain {
  const possible = grainsFor(period);
  return possible.includes(wished) ? wished : (possible[0] ?? 'month');
}

/** Whether somebody has given two days in order, not too far apart. */
export const isPeriod = ({ from, until }: Period): boolean =>
  from !== '' && until !== '' && daysBetween(from, until) >= 1 && grainsFor({ from, until }).length > 0;
