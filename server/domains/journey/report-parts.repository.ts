import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { JourneyPart, JourneyReportOf } from '#shared/domain/journey/report.ts';
import { SEGMENTS, type Segment } from '#shared/domain/journey/segments.ts';

/** The instants of a period, and whom it is about. */
export type Span = { readonly from: Date; readonly until: Date; readonly segment: Segment | null };

/** What was counted, narrowed to a period by a column: what figures are made of, and what lies behind them. */
export const within = (at: RawBuilder<unknown>, { from, until, segment }: Span): RawBuilder<unknown> =>
  sql`${at} >= ${from} and ${at} < ${until} ${segment === null ? sql`` : sql`and segment = ${segment}`}`;

const STOPS = sql`began_at`;
const ORDERED = sql`ordered_at`;
/** All efforts of a stop together. */
const EFFORTS = sql`came_back + switched + waited + repeated`;
const count = (where: RawBuilder<unknown>): RawBuilder<unknown> => sql`count(*) filter (where ${where})::int`;

type Parts = { readonly [P in JourneyPart]: (db: ReadDb, span: Span) => Promise<JourneyReportOf<P>> };

/** Each part of the report, from what was counted. */
export const PARTS: Parts = { flow, breaks, effort, orders, segments, steps };

type Flow = JourneyReportOf<'flow'>;
async function flow(db: ReadDb, span: Span): Promise<Flow> {
  type Row = {
    channel: Flow['bands'][number]['from'];
    next: Flow['bands'][number]['to'] | null;
    ending: Flow['ends'][number]['ending'] | null;
    count: number;
    starts: number;
  };
  const { rows } = await sql<Row>`
    select channel, next, ending, count(*)::int as count, ${count(sql`previous is null`)} as starts
    from journey_stop where ${within(STOPS, span)} group by 1, 2, 3 order by 4 desc, 1, 2, 3`.execute(db);
  const people = await sql<{ customers: number }>`
    select count(distinct thread_id)::int as customers from journey_stop where ${within(STOPS, span)}`.execute(db);
  const starts = new Map<Row['channel'], number>();
  for (const row of rows) starts.set(row.channel, (starts.get(row.channel) ?? 0) + row.starts);
  return {
    part: 'flow',
    stops: rows.reduce((sum, row) => sum + row.count, 0),
    customers: people.rows[0]?.customers ?? 0,
    bands: rows.flatMap(({ channel: from, next: to, count }) => (to === null ? [] : [{ from, to, count }])),
    starts: [...starts].filter(([, n]) => n > 0).map(([channel, n]) => ({ channel, count: n })),
    ends: rows.flatMap(({ channel, ending, count }) => (ending === null ? [] : [{ channel, ending, count }])),
  };
}

async function breaks(db: ReadDb, span: Span): Promise<JourneyReportOf<'breaks'>> {
  const { rows } = await sql<JourneyReportOf<'breaks'>['rows'][number]>`
    select channel, phase, count(*)::int as stops, ${count(sql`ending = 'broke_off'`)} as "brokeOff"
    from journey_stop where ${within(STOPS, span)} group by 1, 2 order by 1, 2`.execute(db);
  return { part: 'breaks', rows };
}

/** So many ways are told apart, the most taken ones. */
const PATHS_MOST = 100;

async function effort(db: ReadDb, span: Span): Promise<JourneyReportOf<'effort'>> {
  const contacts = await sql<{ contacts: number; cameBack: number }>`
    select ${count(sql`contact`)} as contacts, ${count(sql`contact and came_back > 0`)} as "cameBack"
    from journey_stop where ${within(STOPS, span)}`.execute(db);
  const { rows: paths } = await sql<JourneyReportOf<'effort'>['paths'][number]>`
    select path, count(*)::int as matters, ${count(sql`came_back > 0`)} as "cameBack", ${count(sql`switched > 0`)} as switched,
      ${count(sql`waited > 0`)} as waited, ${count(sql`repeated > 0`)} as repeated,
      count(score)::int as scored, avg(score) as score
    from journey_matter where ${within(STOPS, span)} group by 1 order by 2 desc, 1 limit ${PATHS_MOST}`.execute(db);
  const { contacts: all = 0, cameBack = 0 } = contacts.rows[0] ?? {};
  return { part: 'effort', contacts: all, cameBack, paths };
}

type Orders = JourneyReportOf<'orders'>;
async function orders(db: ReadDb, span: Span): Promise<Orders> {
  type Row = Omit<Orders['rows'][number], 'amounts'> & {
    currency: string | null;
    money: readonly [number | null, number | null, number | null, number | null];
  };
  const { rows } = await sql<Row>`
    select channel, currency, count(*)::int as touched, sum(first) as first, sum(last) as last, sum(linear) as linear,
      sum(position) as position, array[sum(first * amount), sum(last * amount), sum(linear * amount), sum(position * amount)] as money
    from journey_credit where ${within(ORDERED, span)} group by 1, 2 order by 1 nulls last, 2 nulls last`.execute(db);
  const total = await sql<{ orders: number }>`
    select count(distinct (customer_id, seq))::int as orders from journey_credit where ${within(ORDERED, span)}`.execute(
    db,
  );
  const byChannel = new Map<Row['channel'], Orders['rows'][number]>();
  for (const { channel, currency, money, ...row } of rows) {
    const own = byChannel.get(channel) ?? {
      channel,
      touched: 0,
      first: 0,
      last: 0,
      linear: 0,
      position: 0,
      amounts: [],
    };
    const [first, last, linear, position] = money.map((sum) => sum ?? 0) as [number, number, number, number];
    byChannel.set(channel, {
      channel,
      touched: own.touched + row.touched,
      first: own.first + row.first,
      last: own.last + row.last,
      linear: own.linear + row.linear,
      position: own.position + row.position,
      amounts: currency === null ? own.amounts : [...own.amounts, { currency, first, last, linear, position }],
    });
  }
  return { part: 'orders', orders: total.rows[0]?.orders ?? 0, rows: [...byChannel.values()] };
}

async function segments(db: ReadDb, span: Span): Promise<JourneyReportOf<'segments'>> {
  // An order, or a score, may be of a period in which nothing of its segment began.
  const { rows } = await sql<JourneyReportOf<'segments'>['rows'][number]>`
    select g.segment, coalesce(s.customers, 0) as customers, coalesce(s.stops, 0) as stops, coalesce(s.contacts, 0) as contacts,
      coalesce(s."cameBack", 0) as "cameBack", coalesce(s."brokeOff", 0) as "brokeOff", coalesce(s.efforts, 0) as efforts,
      coalesce(o.orders, 0) as orders, coalesce(m.scored, 0) as scored, m.score
    from unnest(${SEGMENTS}::text[]) with ordinality g (segment, n)
    left join (select segment, count(distinct thread_id)::int as customers, count(*)::int as stops, ${count(sql`contact`)} as contacts,
        ${count(sql`contact and came_back > 0`)} as "cameBack", ${count(sql`ending = 'broke_off'`)} as "brokeOff",
        sum(${EFFORTS})::int as efforts
      from journey_stop where ${within(STOPS, span)} group by 1) s on s.segment = g.segment
    left join (select segment, count(distinct (customer_id, seq))::int as orders from journey_credit
      where ${within(ORDERED, span)} group by 1) o on o.segment = g.segment
    left join (select segment, count(score)::int as scored, avg(score) as score from journey_matter
      where ${within(STOPS, span)} group by 1) m on m.segment = g.segment
    where s.stops > 0 or o.orders > 0 or m.scored > 0
    order by g.n`.execute(db);
  return { part: 'segments', rows };
}

async function steps(db: ReadDb, { from, until }: Span): Promise<JourneyReportOf<'steps'>> {
  const { rows } = await sql<JourneyReportOf<'steps'>['rows'][number]>`
    select step, decision, count(*)::int as count, count(ordered_at)::int as ordered, count(contact_at)::int as contact,
      count(low_score_at)::int as "lowScore"
    from journey_step where decided_at >= ${from} and decided_at < ${until} group by 1, 2 order by 1, 2`.execute(db);
  return { part: 'steps', rows };
}
