import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/db/tables.generated.ts';
import { readReport } from '#server/domains/reports/reports.service.ts';
import { type ReportGroup, type ReportName, reportAskSchema } from '#shared/domain/report.ts';
import { type Bench, type Comparison, compare, reportOf, rounded } from './lib.ts';
import { benchCluster } from './support/cluster.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { fillFloor, PERIOD } from './support/floor-data.ts';

const ITEMS = 1_000_000;
const TARGET = 10;

/** What somebody would type for the same kind of numbers: one pass, no second level, nothing split twice. */
const BARE: Readonly<Record<string, (db: Kysely<Tables>) => Promise<unknown>>> = {
  phone: (db) =>
    sql`select date_trunc('day', started_at at time zone 'Asia/Tokyo') as day, team_id, count(*),
        count(*) filter (where answered_at is not null), avg(extract(epoch from answered_at - started_at)), avg(talk_ms),
        avg(hold_ms), max(talk_ms) from call where direction = 'in' and started_at >= ${PERIOD.begin} and started_at < ${PERIOD.end}
      group by 1, 2`.execute(db),
  volume: (db) =>
    sql`select date_trunc('day', i.occurred_at at time zone 'Asia/Tokyo') as day, v.team_id, count(*) filter (where i.direction = 'in'),
        count(*) filter (where i.direction = 'out') from timeline_item i left join conversation v on v.id = i.conversation_id
        where i.kind in ('message', 'call') and i.occurred_at >= ${PERIOD.begin} and i.occurred_at < ${PERIOD.end}
      group by 1, 2`.execute(db),
  answers: (db) =>
    sql`select date_trunc('day', opened_at at time zone 'Asia/Tokyo') as day, team_id,
        percentile_cont(0.5) within group (order by extract(epoch from first_answered_at - opened_at)),
        percentile_cont(0.5) within group (order by extract(epoch from resolved_at - opened_at)), count(*)
      from conversation where opened_at >= ${PERIOD.begin} and opened_at < ${PERIOD.end} group by 1, 2`.execute(db),
  handoffs: (db) =>
    sql`select date_trunc('day', h.offered_at at time zone 'Asia/Tokyo') as day, v.team_id, count(*),
        count(*) filter (where h.accepted_at is not null), count(*) filter (where h.state = 'declined'),
        percentile_cont(0.5) within group (order by extract(epoch from h.accepted_at - h.offered_at))
      from handoff h join conversation v on v.id = h.conversation_id
      where h.offered_at >= ${PERIOD.begin} and h.offered_at < ${PERIOD.end} group by 1, 2`.execute(db),
  satisfaction: (db) =>
    sql`select date_trunc('day', sent_at at time zone 'Asia/Tokyo') as day, team_id, count(*), count(score), avg(score),
        count(*) filter (where score >= 4), count(*) filter (where low)
      from survey where sent_at >= ${PERIOD.begin} and sent_at < ${PERIOD.end} group by 1, 2`.execute(db),
  presence: (db) =>
    sql`select date_trunc('day', at at time zone 'Asia/Tokyo') as day, m.team_id, presence, reason, sum(until - at) from (
        select p.*, lead(at) over (partition by agent_id order by at, id) as until from presence_log p) p
      join team_member m on m.agent_id = p.agent_id where at >= ${PERIOD.begin} and at < ${PERIOD.end} group by 1, 2, 3, 4`.execute(
      db,
    ),
};

/**
 * Each floor report over everything there is, a month by day and team, against the bare aggregate query of the same run:
 * 1,000,000 items on threads with their conversations, calls, handoffs, waits and presence.
 */
export const bench: Bench = async () => {
  const cluster = await benchCluster();
  try {
    const { db } = await cluster.database('reports');
    await fillFloor(db, ITEMS);
    const deps = { db, clock: fixedClock(PERIOD.end) };
    const found: { name: string; result: Comparison }[] = [];
    for (const [name, bare] of Object.entries(BARE)) {
      const ask = askFor(name as ReportName, 'team');
      const result = await compare({
        measured: () => timed(() => readReport(deps, 'ja', ask)),
        floor: () => timed(() => bare(db)),
      });
      found.push({ name, result });
    }
    const worst = found.reduce((a, b) => (b.result.ratio > a.result.ratio ? b : a));
    return {
      ...reportOf('reports', worst.result, {
        unit: 'ms, the report farthest from its floor',
        target: `< ${TARGET}`,
        ok: (ratio) => ratio < TARGET,
      }),
      items: ITEMS,
      worst: worst.name,
      reports: Object.fromEntries(
        found.map(({ name, result }) => [
          name,
          { measured: rounded(result.measured), floor: rounded(result.floor), ratio: rounded(result.ratio) },
        ]),
      ),
    };
  } finally {
    await cluster.stop();
  }
};

const askFor = (report: ReportName, group: ReportGroup) =>
  reportAskSchema.parse({ report, group, grain: 'day', from: PERIOD.from, until: PERIOD.until });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
