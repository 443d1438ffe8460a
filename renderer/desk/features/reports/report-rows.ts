import type { Report } from '#shared/domain/report.ts';

/** One row of the table: a bucket, a group, or all of them; its figures in the order of the report's numbers. */
export type TableRow = {
  readonly id: string;
  readonly bucket: string | null;
  /** Place in `report.groups`; null for all of them. */
  readonly group: number | null;
  readonly values: readonly (number | null)[];
};

/** Every row by its place; what the hub did not tell of is nothing. */
export function rowFinder(report: Report): (bucket: number | null, group: number | null) => TableRow {
  const key = (bucket: number | null, group: number | null): string => `${bucket ?? '*'}|${group ?? '*'}`;
  const known = new Map(report.cells.map((cell) => [key(cell.bucket, cell.group), cell.values]));
  const nothing = report.metrics.map(({ kind }) => (kind === 'count' || kind === 'total' ? 0 : null));
  return (bucket, group) => ({
    id: key(bucket, group),
    bucket: bucket === null ? null : (report.buckets[bucket] ?? null),
    group,
    values: known.get(key(bucket, group)) ?? nothing,
  });
}

const HALF_HOURS_OF_A_DAY = 48;

/** Places of the buckets worth a row: of a single day's half-hours not those before opening and after closing. */
function shownBuckets(report: Report): number[] {
  const all = report.buckets.map((_, n) => n);
  if (all.length !== HALF_HOURS_OF_A_DAY || report.buckets[1]?.endsWith('T00:30') !== true) return all;
  const busy = report.cells.filter(({ values }) => values.some((value) => value)).flatMap(({ bucket }) => bucket ?? []);
  return all.filter((n) => n >= Math.min(...busy) && n <= Math.max(...busy));
}

/** All first; then the buckets, or the groups with the buckets of those that are open. */
export function tableRows(report: Report, open: ReadonlySet<number>): TableRow[] {
  const at = rowFinder(report);
  const shown = shownBuckets(report);
  const bucketsIn = (group: number | null) => shown.map((n) => at(n, group));
  if (report.groups.length === 0) return [at(null, null), ...bucketsIn(null)];
  const groups = report.groups.flatMap((_, n) => [at(null, n), ...(open.has(n) ? bucketsIn(n) : [])]);
  return [at(null, null), ...groups];
}
