import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ReportAsk, ReportGroup } from '#shared/domain/report.ts';
import type { Grain } from '#shared/domain/report-buckets.ts';
import type { Measure } from './report-metrics.repository.ts';
import { presenceRows, SOURCES, type SourceAsk, type SourceName } from './report-sources.repository.ts';

type Sql = RawBuilder<unknown>;

/** What every question to a source has: the period, how it is cut, split and narrowed. */
export type Cut = SourceAsk & {
  readonly grain: Grain;
  readonly group: ReportGroup;
  readonly only: ReportAsk['only'];
};

const GROUP_KEY: Readonly<Record<ReportGroup, Sql>> = {
  none: sql`null::text`,
  team: sql`s.team_id::text`,
  agent: sql`s.agent_id`,
  channel: sql`s.channel`,
  category: sql`s.category_id::text`,
  path: sql`s.path`,
  reason: sql`s.reason`,
  outcome: sql`s.outcome`,
};

/** The beginning of the bucket in local time; weeks begin on Monday. */
function bucketStart(grain: Grain, timeZone: string): Sql {
  const local = sql`s.at at time zone ${timeZone}`;
  if (grain === 'half_hour') return sql`date_bin('30 minutes', ${local}, timestamp '2000-01-03')`;
  return sql`date_trunc(${sql.lit(grain)}, ${local})`;
}

/** A source's rows of the period with their bucket `b` and group `g`: what figures are made of, and what lies behind them. */
function rowsOf(source: SourceName, cut: Cut): Sql {
  const { only } = cut;
  const narrow = [
    ...(only.teamId === undefined ? [] : [sql`and s.team_id = ${only.teamId}::uuid`]),
    ...(only.agentId === undefined ? [] : [sql`and s.agent_id = ${only.agentId}`]),
    ...(only.channel === undefined ? [] : [sql`and s.channel = ${only.channel}`]),
    ...(only.categoryId === undefined ? [] : [sql`and s.category_id = ${only.categoryId}::uuid`]),
  ];
  return sql`select s.*, ${bucketStart(cut.grain, cut.timeZone)} as b, ${GROUP_KEY[cut.group]} as g
    from (${SOURCES[source](cut)}) s
    where s.at >= ${cut.from} and s.at < ${cut.until} ${sql.join(narrow, sql` `)}`;
}

/** The row counts towards the number. */
const counts = ({ where, value }: Measure): Sql =>
  value === undefined ? where : sql`(${where}) and (${value}) is not null`;

function aggregate(measure: Measure): Sql {
  const filter = sql`filter (where ${counts(measure)})`;
  const value = measure.value ?? sql`null::float8`;
  switch (measure.how) {
    case 'count':
      return sql`count(*) ${filter}`;
    case 'mean':
      return sql`avg(${value}) ${filter}`;
    case 'max':
      return sql`max(${value}) ${filter}`;
    case 'sum':
      return sql`coalesce(sum(${value}) ${filter}, 0)`;
    case 'median':
      return sql`percentile_cont(0.5) within group (order by ${value}) ${filter}`;
    case 'p90':
      return sql`percentile_cont(0.9) within group (order by ${value}) ${filter}`;
  }
}

/** Presence by team has an agent of two teams in both, and once where no team is told apart. */
function onceInAll(measure: Measure): Sql {
  const once = { ...measure, where: sql`(${measure.where}) and once` };
  return sql`case when grouping(g) = 0 then ${aggregate(measure)} else ${aggregate(once)} end`;
}

/** Figures of one bucket and group; all of them where the flag says so. */
export type FigureRow = {
  /** Local time, `2026-11-22T09:30`; null of the whole period. */
  readonly bucket: string | null;
  readonly isEveryGroup: boolean;
  readonly key: string | null;
  readonly values: readonly (number | null)[];
};

/** The measures of one source: by bucket and group, by bucket, by group, and in all. At most `most` rows. */
export async function figures(
  db: ReadDb,
  cut: Cut,
  { source, measures, most }: { source: SourceName; measures: readonly Measure[]; most: number },
): Promise<FigureRow[]> {
  const sets = cut.group === 'none' ? sql`(b), ()` : sql`(b, g), (b), (g), ()`;
  const every = cut.group === 'none' ? sql`1` : sql`grouping(g)`;
  const key = cut.group === 'none' ? sql`null::text` : sql`g`;
  const figure = source === 'presence' && cut.group === 'team' && cut.only.teamId === undefined ? onceInAll : aggregate;
  const { rows } = await sql<FigureRow>`
    select case when grouping(b) = 0 then to_char(b, 'YYYY-MM-DD"T"HH24:MI') end as bucket, ${every} = 1 as "isEveryGroup",
      ${key} as key, array[${sql.join(measures.map((measure) => sql`(${figure(measure)})::float8`))}] as values
    from (${rowsOf(source, cut)}) r group by grouping sets (${sets}) limit ${most}`.execute(db);
  return rows;
}

export type Behind = {
  readonly id: string;
  readonly at: string;
  readonly conversationId: string | null;
  readonly conversationNumber: number | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly subject: string | null;
  readonly channel: Channel | null;
  readonly agentName: string | null;
  readonly seconds: number | null;
  readonly score: number | null;
};

type Page = {
  readonly source: SourceName;
  /** Rows that count towards any of these. */
  readonly measures: readonly Measure[];
  readonly bucket: string | undefined;
  readonly key: string | null | undefined;
  readonly after: { readonly at: string; readonly id: string } | undefined;
  readonly limit: number;
};

/** The rows behind a number, newest first: by the same words as the number itself. */
export async function behind(db: ReadDb, cut: Cut, page: Page): Promise<Behind[]> {
  const { bucket, key, after } = page;
  const wanted = sql.join(
    page.measures.map((measure) => sql`(${counts(measure)})`),
    sql` or `,
  );
  // What a score measures is the score.
  const isAsked = page.source === 'surveys';
  const value = (isAsked ? undefined : page.measures[0]?.value) ?? sql`null::float8`;
  const score = isAsked ? sql`r.score` : sql`null::integer`;
  const inBucket = bucket === undefined ? sql`` : sql`and b = ${bucket}::timestamp`;
  const inGroup = key === undefined ? sql`` : sql`and g is not distinct from ${key}`;
  const further = after === undefined ? sql`` : sql`and (at, id) < (${after.at}::timestamptz, ${after.id})`;
  const { rows } = await sql<Behind>`
    select r.id, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, r.conversation_id as "conversationId",
      c.number as "conversationNumber", r.customer_id as "customerId", k.name as "customerName", c.subject, r.channel,
      a.name as "agentName", r.value as seconds, ${score} as score
    from (select r.*, ${value} as value from (${rowsOf(page.source, cut)}) r
      where (${wanted}) ${inBucket} ${inGroup} ${further} order by at desc, id desc limit ${page.limit}) r
    left join conversation c on c.id = r.conversation_id left join customer k on k.id = r.customer_id
    left join agent a on a.id::text = r.agent_id
    order by r.at desc, r.id desc`.execute(db);
  return rows;
}

/** The workspace's time zone, and the instants at which the local days begin and end. */
export async function period(
  db: ReadDb,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<{ timeZone: string; from: Date; until: Date }> {
  const { rows } = await sql<{ timeZone: string; from: Date; until: Date }>`
    select time_zone as "timeZone", ${from}::timestamp at time zone time_zone as from,
      (${until}::timestamp + interval '1 day') at time zone time_zone as until from workspace`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a workspace has its row');
  return row;
}

/** The reasons that were said for being away in a period, in order. */
export async function awayReasons(db: ReadDb, { from, until }: Cut): Promise<string[]> {
  const { rows } = await sql<{ reason: string }>`
    select distinct coalesce(r.reason, '') as reason from (${presenceRows({ from, end: until })}) r
    where r.presence = 'away' order by 1 limit 30`.execute(db);
  return rows.map(({ reason }) => reason);
}

/** Names of what groups stand for, by their key; who is gone or unknown is left out. */
export async function groupNames(
  db: ReadDb,
  group: 'team' | 'agent' | 'category',
  { keys, locale }: { keys: readonly string[]; locale: 'ja' | 'en' },
): Promise<Map<string, string>> {
  const name = sql.ref(`name_${locale}`);
  const select = {
    team: sql`select id::text as key, name from team`,
    agent: sql`select id::text as key, name from agent`,
    category: sql`with recursive tree as (
        select id, ${name} as name from category where parent_id is null
        union all select k.id, tree.name || ' › ' || k.${name} from category k join tree on tree.id = k.parent_id)
      select id::text as key, name from tree`,
  }[group];
  const { rows } = await sql<{ key: string; name: string }>`
    select key, name from (${select}) n where key = any(${keys}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.key, row.name]));
}
