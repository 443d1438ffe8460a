import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { CHANNELS } from '#shared/domain/channels.ts';
import type { Locale } from '#shared/domain/people.ts';
import {
  GROUPS_OF,
  type Report,
  type ReportAsk,
  type ReportCell,
  type ReportGroup,
  type ReportGroupRow,
  type ReportRow,
  type ReportRowsAsk,
} from '#shared/domain/report.ts';
import { bucketsOf, daysBetween, MOST_DAYS } from '#shared/domain/report-buckets.ts';
import { type Measure, type Metric, metricsOf } from './report-metrics.repository.ts';
import type { SourceName } from './report-sources.repository.ts';
import {
  awayReasons,
  type Behind,
  behind,
  type Cut,
  type FigureRow,
  figures,
  groupNames,
  period,
} from './reports.repository.ts';

/** More rows than anybody reads; a longer grain or a shorter period is asked for instead. */
const MOST_CELLS = 20_000;

type ReportDeps = Pick<Deps, 'db' | 'clock'>;

/** A floor report. Throws `invalid` with the reason for a period or split that it does not have. */
export async function readReport(deps: ReportDeps, locale: Locale, ask: ReportAsk): Promise<Report> {
  const { cut, metrics } = await prepare(deps, ask);
  const rows = await allFigures(deps, cut, metrics);
  const keys = [...new Set(rows.filter((row) => !row.isEveryGroup).map(({ key }) => key))];
  const groups = await named(deps, ask.group, { keys, locale });
  return {
    timeZone: cut.timeZone,
    metrics: metrics.map(({ id, name, kind, reason }) => ({
      id,
      name,
      kind,
      ...(reason === undefined ? {} : { reason }),
    })),
    buckets: [...cut.buckets],
    groups,
    cells: cellsOf(rows, { buckets: cut.buckets, groups, metrics }),
  };
}

/** What one number counted, a page at a time. Throws `invalid` for a number that the report does not have. */
export async function readRows(
  deps: ReportDeps,
  ask: ReportRowsAsk,
): Promise<{ rows: ReportRow[]; next?: { at: string; id: string } }> {
  const { cut, metrics } = await prepare(deps, ask);
  const measures = measuresBehind(metrics, ask.metric);
  const [first] = measures;
  if (first === undefined) throw invalid('metric: no such number');
  const { bucket, key, after, limit } = ask;
  // Of all groups: an agent of two teams is there once.
  const whole = { ...cut, group: 'none', byTeam: ask.only.teamId !== undefined } as const;
  const rows = await behind(deps.db, key === undefined ? whole : cut, {
    source: first.source,
    measures,
    bucket,
    key,
    after,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page.map(asRow), ...(more ? { next: { at: last.at, id: last.id } } : {}) };
}

const invalid = (reason: string): AppError => new AppError('invalid', { details: { reason } });

async function prepare(deps: ReportDeps, ask: ReportAsk): Promise<{ cut: Cut; metrics: readonly Metric[] }> {
  const days = daysBetween(ask.from, ask.until);
  if (days < 1) throw invalid('until: before from');
  if (days > MOST_DAYS[ask.grain]) throw invalid(`until: at most ${MOST_DAYS[ask.grain]} days by ${ask.grain}`);
  if (!GROUPS_OF[ask.report].includes(ask.group)) throw invalid(`group: not of ${ask.report}`);
  const { timeZone, from, until } = await period(deps.db, ask);
  const cut: Cut = {
    from,
    until,
    timeZone,
    now: deps.clock.now(),
    buckets: bucketsOf(ask.from, ask.until, ask.grain),
    grain: ask.grain,
    group: ask.group,
    only: ask.only,
    byTeam: ask.group === 'team' || ask.only.teamId !== undefined,
  };
  const reasons = ask.report === 'presence' ? await awayReasons(deps.db, cut) : [];
  return { cut, metrics: metricsOf(ask.report, { ...ask, reasons }) };
}

/** Where each measured number stands among the columns. */
type Placed = { readonly column: number; readonly measure: Measure };

async function allFigures(deps: ReportDeps, cut: Cut, metrics: readonly Metric[]): Promise<FigureRow[]> {
  const bySource = new Map<SourceName, Placed[]>();
  metrics.forEach((metric, column) => {
    if (!('measure' in metric)) return;
    const { measure } = metric;
    bySource.set(measure.source, [...(bySource.get(measure.source) ?? []), { column, measure }]);
  });
  const merged = new Map<string, FigureRow & { readonly values: (number | null)[] }>();
  for (const [source, placed] of bySource) {
    const rows = await figures(deps.db, cut, {
      source,
      measures: placed.map(({ measure }) => measure),
      most: MOST_CELLS + 1,
    });
    if (rows.length > MOST_CELLS) throw invalid('too many rows: a longer grain or a shorter period');
    for (const row of rows) {
      const place = JSON.stringify([row.bucket, row.isEveryGroup, row.key]);
      const known = merged.get(place) ?? { ...row, values: emptyValues(metrics) };
      placed.forEach(({ column }, n) => {
        known.values[column] = row.values[n] ?? null;
      });
      merged.set(place, known);
    }
  }
  const rows = [...merged.values()];
  for (const row of rows) fillShares(row.values, metrics);
  return rows;
}

/** Where nothing was counted there are none, and no time was spent; there is nothing to measure. */
const emptyValues = (metrics: readonly Metric[]): (number | null)[] =>
  metrics.map(({ kind }) => (kind === 'count' || kind === 'total' ? 0 : null));

function fillShares(values: (number | null)[], metrics: readonly Metric[]): void {
  const figureOf = (id: string): number => values[metrics.findIndex((metric) => metric.id === id)] ?? 0;
  metrics.forEach((metric, column) => {
    if ('measure' in metric) return;
    const over = metric.over.reduce((sum, id) => sum + figureOf(id), 0);
    values[column] = over === 0 ? null : figureOf(metric.of) / over;
  });
}

/** A share opens what it is a share of. */
function measuresBehind(metrics: readonly Metric[], id: string): Measure[] {
  const metric = metrics.find((one) => one.id === id);
  if (metric === undefined) return [];
  return 'measure' in metric ? [metric.measure] : metric.over.flatMap((part) => measuresBehind(metrics, part));
}

type Axes = {
  readonly buckets: readonly string[];
  readonly groups: readonly ReportGroupRow[];
  readonly metrics: readonly Metric[];
};

/** In the order of buckets and groups, the whole period and everything first; there is always a row for that. */
function cellsOf(rows: readonly FigureRow[], { buckets, groups, metrics }: Axes): ReportCell[] {
  const bucketAt = new Map(buckets.map((bucket, n) => [bucket, n]));
  const groupAt = new Map(groups.map(({ key }, n) => [key, n]));
  const cells = rows.map((row) => ({
    bucket: row.bucket === null ? null : (bucketAt.get(row.bucket) ?? null),
    group: row.isEveryGroup ? null : (groupAt.get(row.key) ?? null),
    values: [...row.values],
  }));
  if (!cells.some((cell) => cell.bucket === null && cell.group === null))
    cells.push({ bucket: null, group: null, values: emptyValues(metrics) });
  return cells.sort((a, b) => (a.group ?? -1) - (b.group ?? -1) || (a.bucket ?? -1) - (b.bucket ?? -1));
}

type Naming = { readonly keys: readonly (string | null)[]; readonly locale: Locale };

/** Groups with their names in the order they are read in; nobody and nothing come last. */
async function named(deps: ReportDeps, group: ReportGroup, { keys, locale }: Naming): Promise<ReportGroupRow[]> {
  if (group === 'none') return [];
  const known = keys.filter((key): key is string => key !== null);
  const hasNames = group === 'team' || group === 'agent' || group === 'category';
  const names = hasNames ? await groupNames(deps.db, group, { keys: known, locale }) : new Map<string, string>();
  const rows = known.map((key) => ({ key, name: names.get(key) ?? key }));
  const order = new Intl.Collator(locale);
  const channels: readonly string[] = CHANNELS;
  rows.sort((a, b) =>
    group === 'channel'
      ? channels.indexOf(a.key) - channels.indexOf(b.key)
      : order.compare(a.name, b.name) || (a.key < b.key ? -1 : 1),
  );
  return keys.includes(null) ? [...rows, { key: null, name: '' }] : rows;
}

function asRow(row: Behind): ReportRow {
  return {
    id: row.id,
    at: row.at,
    ...(row.conversationId === null ? {} : { conversationId: row.conversationId }),
    ...(row.conversationNumber === null ? {} : { conversationNumber: row.conversationNumber }),
    ...(row.customerId === null ? {} : { customerId: row.customerId }),
    ...(row.customerName === null ? {} : { customerName: row.customerName }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.channel === null ? {} : { channel: row.channel }),
    ...(row.agentName === null ? {} : { agentName: row.agentName }),
    ...(row.seconds === null ? {} : { seconds: row.seconds }),
    ...(row.score === null ? {} : { score: row.score }),
  };
}
