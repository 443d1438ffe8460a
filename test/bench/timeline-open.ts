import { join } from 'node:path';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { root } from '#build/root.ts';
import { createPasswords, LEAST_PASSWORD_COST } from '#server/auth/passwords.ts';
import { addAgent } from '#server/domains/people/add-people.service.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { type Bench, type Comparison, compare, median, reportOf, rounded } from './lib.ts';
import { startChild, startHubProcess } from './support/child.ts';
import { type BenchDatabase, benchCluster } from './support/cluster.ts';
import { poster } from './support/senders.ts';

const LONG = 1_000_000;
const SHORT = 1_000;
const OPENINGS = 120;
/** Rows a statement: a million at once would outlast the statement's time limit. */
const BATCH = 100_000;
const LOGIN = { login: 'bench', password: 'a password for the benchmark' };

/**
 * Opening a customer over HTTP with the view recorded ([PR1], [TL6]): the newest fifty of 1,000,000 items against a bare
 * route with the bare query and one insert; then the oldest page against the newest, and the long thread against one of
 * 1,000 items. p50 of one asker after another.
 */
export const bench: Bench = async () => {
  const cluster = await benchCluster();
  try {
    const database = await cluster.database('threads');
    const long = await fill(database, LONG);
    const short = await fill(database, SHORT);
    await sql`vacuum analyze timeline_item`.execute(database.db);
    const hub = await hubSide(database);
    const floor = await floorSide(database);
    try {
      const open = await compare({ measured: () => hub.open(long), floor: () => floor.open(long) });
      const oldest = await compare({ measured: () => hub.page(long, 'oldest'), floor: () => hub.page(long, 'newest') });
      const length = await compare({ measured: () => hub.open(long), floor: () => hub.open(short) });
      const pass = open.ratio <= 2 && oldest.ratio <= 1.25 && length.ratio <= 1.25;
      return {
        ...reportOf('timeline-open', open, { unit: 'ms', target: '≤ 2×', ok: () => pass }),
        items: LONG,
        oldestPage: part(oldest, '≤ 1.25× of the newest'),
        longThread: part(length, `≤ 1.25× of ${SHORT} items`),
      };
    } finally {
      await hub.stop();
      await floor.stop();
    }
  } finally {
    await cluster.stop();
  }
};

const part = (c: Comparison, target: string) => ({
  measured: rounded(c.measured),
  floor: rounded(c.floor),
  ratio: rounded(c.ratio),
  target,
  rounds: c.rounds,
  void: c.void,
});

/** A customer whose items go round the channels, a minute apart. Written straight into the tables: reading is measured. */
async function fill({ db }: BenchDatabase, items: number): Promise<string> {
  const customerId = v7();
  const first = new Date(Date.now() - items * 60_000);
  await sql`insert into customer (id, name, last_seq, topic_version, last_item_at, created_at)
    values (${customerId}, 'Long thread', ${items}, ${items}, now(), ${first})`.execute(db);
  for (let from = 1; from <= items; from += BATCH) {
    await sql`
    insert into timeline_item (customer_id, seq, id, kind, channel, direction, visibility, occurred_at, received_at, author, data)
    select ${customerId}, n, gen_random_uuid(), case when n % 6 = 0 then 'note' else 'message' end,
      (array['phone','chat','email','line','store','shop'])[1 + n % 6], case when n % 2 = 0 then 'in' else 'out' end,
      case when n % 6 = 0 then 'internal' else 'customer' end, ${first}::timestamptz + n * interval '1 minute',
      ${first}::timestamptz + n * interval '1 minute', '{"type":"customer","name":"Long thread"}',
      jsonb_build_object('text', '先週注文した折りたたみ傘がまだ届きません。配送状況を確認していただけますか。 ' || n)
    from generate_series(${from}::int, ${Math.min(items, from + BATCH - 1)}::int) n`.execute(db);
  }
  return customerId;
}

async function hubSide(database: BenchDatabase) {
  const parts = { db: database.db, clock: systemClock, ids: { next: () => v7() } };
  await ensureWorkspace(parts);
  const passwordHash = await createPasswords(LEAST_PASSWORD_COST).hash(LOGIN.password);
  const person = { name: 'Bench', publicName: 'Bench', role: 'agent', locale: 'en', teams: [] } as const;
  await addAgent(parts, { ...person, login: LOGIN.login, passwordHash });
  const child = await startHubProcess(database.url);
  const token = await signIn(child.url);
  const asker = (name: string) =>
    poster(`${child.url}/api/v1/queries/${name}`, { authorization: `Bearer ${token}` }, 1);
  const opening = asker('customer.open');
  const paging = asker('timeline.page');
  return {
    open: (customerId: string) => p50(() => opening.post(JSON.stringify({ input: { customerId, limit: 50 } }))),
    page: (customerId: string, at: 'oldest' | 'newest') =>
      p50(() => paging.post(JSON.stringify({ input: { customerId, from: { at }, limit: 50 } }))),
    async stop() {
      opening.close();
      paging.close();
      await child.stop();
    },
  };
}

async function signIn(url: string): Promise<string> {
  const body = JSON.stringify({ ...LOGIN, client: 'desktop' });
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { data } = (await answer.json()) as { data?: { accessToken: string } };
  if (data === undefined) throw new Error(`could not sign in: ${answer.status}`);
  return data.accessToken;
}

async function floorSide(database: BenchDatabase) {
  const child = await startChild([join(root, 'test/bench/floors/timeline-open-floor.ts')], {
    DATABASE_URL: database.url,
  });
  const { post, close } = poster(child.url, {}, 1);
  return {
    open: (customerId: string) => p50(() => post(JSON.stringify({ input: { customerId } }))),
    async stop() {
      close();
      await child.stop();
    },
  };
}

async function p50(ask: () => Promise<string>): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    const started = performance.now();
    const answer = await ask();
    took.push(performance.now() - started);
    if (!answer.startsWith('{"ok":true')) throw new Error(`refused: ${answer.slice(0, 300)}`);
  }
  return median(took);
}
