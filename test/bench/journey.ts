import { type Kysely, sql } from 'kysely';
import type { Database } from '#server/db/pool.ts';
import type { Tables } from '#server/db/tables.generated.ts';
import { readCustomers, readReport } from '#server/domains/journey/report.service.ts';
import { countJourneys } from '#server/domains/journey/rollup.service.ts';
import type { JourneyPart } from '#shared/domain/journey/report.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { type Bench, type Comparison, compare, reportOf, rounded } from './lib.ts';
import { benchCluster } from './support/cluster.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { fillFloor, PERIOD } from './support/floor-data.ts';

const ITEMS = 1_000_000;
const TARGET = 10;
const IN_TIME = sql`occurred_at >= ${PERIOD.begin} and occurred_at < ${PERIOD.end}`;

type Ask = (db: Kysely<Tables>) => Promise<unknown>;
const stations: Ask = (db) =>
  sql`select channel, kind, count(*), count(distinct customer_id) from timeline_item
    where kind in ('message', 'browse', 'order', 'survey') and direction <> 'out' and ${IN_TIME} group by 1, 2`.execute(
    db,
  );

/** What somebody would type for the same kind of numbers over the items themselves: one pass, no order of events looked at. */
const BARE: Readonly<Record<Exclude<JourneyPart, 'steps'> | 'customers', Ask>> = {
  flow: stations,
  breaks: stations,
  effort: (db) =>
    sql`select channel, count(distinct conversation_id), count(*) filter (where kind = 'survey'),
        avg((data ->> 'score')::float8) filter (where kind = 'survey')
      from timeline_item where kind in ('message', 'survey') and direction <> 'out' and ${IN_TIME} group by 1`.execute(
      db,
    ),
  orders: (db) =>
    sql`select channel, count(*), sum((data -> 'total' ->> 'amount')::float8) from timeline_item
      where kind = 'order' and ${IN_TIME} group by 1`.execute(db),
  segments: stations,
  customers: (db) =>
    sql`select customer_id, count(*), max(occurred_at) from timeline_item
      where kind in ('message', 'browse', 'order', 'survey') and direction <> 'out' and channel = 'chat' and ${IN_TIME}
      group by 1 order by 3 desc limit 51`.execute(db),
};

const DAYS = { from: PERIOD.from, until: PERIOD.until } as const;

/**
 * Each part of the journeys' figures over a month of everything, and the customers behind one number, against the bare
 * aggregate query over the items of the same run; the figures themselves come from what was counted before.
 */
export const bench: Bench = async () => {
  const cluster = await benchCluster();
  try {
    const database = await cluster.database('journey');
    const { db } = database;
    await fillFloor(db, ITEMS);
    await mixKinds(db);
    const countedMs = await count(database);
    const found: { name: string; result: Comparison }[] = [];
    for (const [name, bare] of Object.entries(BARE)) {
      const result = await compare({
        measured: () => timed(() => asked(db, name)),
        floor: () => timed(() => bare(db)),
      });
      found.push({ name, result });
    }
    const worst = found.reduce((a, b) => (b.result.ratio > a.result.ratio ? b : a));
    return {
      ...reportOf('journey', worst.result, {
        unit: 'ms, the part farthest from its floor',
        target: `< ${TARGET}`,
        ok: (ratio) => ratio < TARGET,
      }),
      items: ITEMS,
      worst: worst.name,
      countedSeconds: rounded(countedMs / 1000),
      parts: Object.fromEntries(
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

const asked = (db: Kysely<Tables>, name: string): Promise<unknown> =>
  name === 'customers'
    ? readCustomers({ db }, { ...DAYS, number: { of: 'start', channel: 'chat' }, limit: 50 })
    : readReport({ db }, { ...DAYS, part: name as JourneyPart });

/** Orders, pages looked at and scores among the messages, as on a real thread. */
async function mixKinds(db: Kysely<Tables>): Promise<void> {
  for (const [every, kind, data] of [
    [7, 'browse', sql`'{"title": "ミル"}'::jsonb`],
    [
      16,
      'order',
      sql`jsonb_build_object('number', 'W' || seq, 'state', 'placed', 'items', '[{"name": "ミル", "quantity": 1}]'::jsonb, 'total', jsonb_build_object('amount', 4800, 'currency', 'JPY'))`,
    ],
    [23, 'survey', sql`'{"score": 4, "outOf": 5}'::jsonb`],
  ] as const)
    await sql`update timeline_item set kind = ${kind}, direction = 'none', data = ${data} where seq % ${every} = 0`.execute(
      db,
    );
  await sql`vacuum analyze timeline_item`.execute(db);
}

async function count(database: Database): Promise<number> {
  const deps = testDeps(database, fixedClock(PERIOD.end));
  const ms = await timed(async () => {
    while ((await countJourneys(deps)) > 0);
  });
  await sql`vacuum analyze`.execute(database.db);
  return ms;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
