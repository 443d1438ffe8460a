import { join } from 'node:path';
import { v7 } from 'uuid';
import { root } from '#build/root.ts';
import { addApiKey } from '#server/auth/add-api-key.ts';
import { gramsOf } from '#server/domains/search/grams.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { type Bench, compare, reportOf, rounded } from './lib.ts';
import { makeBareConversations } from './support/bare-conversations.ts';
import { startChild, startHubProcess } from './support/child.ts';
import { type BenchDatabase, benchCluster } from './support/cluster.ts';
import { poster, throughput } from './support/senders.ts';

const CUSTOMERS = 1000;
const SENDERS = 8;
const SECONDS = 2;
const TEXT = '先週注文した折りたたみ傘がまだ届きません。配送状況を確認していただけますか。';

/**
 * Events per second into 1,000 customers from eight senders, each answered after its commit, through the events route of
 * the real hub (key, schema, dedupe, identity, item, conversation, push), against a bare route that inserts the same rows
 * in one statement. Then the same into one customer, and into one of 10,000 items against a new one.
 */
export const bench: Bench = async () => {
  const cluster = await benchCluster();
  try {
    const hub = await hubSide(await cluster.database('hub'));
    const floor = await floorSide(await cluster.database('floor'));
    try {
      const spread = await compare({
        measured: () => throughput(SENDERS, SECONDS, () => hub.send(Math.floor(Math.random() * CUSTOMERS))),
        floor: () => throughput(SENDERS, SECONDS, () => floor.send(Math.floor(Math.random() * CUSTOMERS))),
      });
      const one = await compare({
        measured: () => throughput(SENDERS, SECONDS, () => hub.send(0)),
        floor: () => throughput(SENDERS, SECONDS, () => floor.send(0)),
      });
      await hub.fill(1, 10_000);
      const long = await compare({
        measured: () => throughput(SENDERS, SECONDS, () => hub.send(1)),
        floor: async () => throughput(SENDERS, SECONDS, hub.newCustomer()),
      });
      const pass = spread.ratio >= 0.5 && one.ratio >= 0.5 && long.ratio >= 0.9;
      return {
        ...reportOf('ingest', spread, { unit: 'events/s', target: '≥ 0.5×', ok: () => pass }),
        senders: SENDERS,
        customers: CUSTOMERS,
        oneCustomer: part(one, '≥ 0.5×'),
        longThread: part(long, '≥ 0.9× of into a new customer'),
      };
    } finally {
      await hub.stop();
      await floor.stop();
    }
  } finally {
    await cluster.stop();
  }
};

const part = (c: { measured: number; floor: number; ratio: number; rounds: number; void: number }, target: string) => ({
  measured: rounded(c.measured),
  floor: rounded(c.floor),
  ratio: rounded(c.ratio),
  target,
  rounds: c.rounds,
  void: c.void,
});

async function hubSide(database: BenchDatabase) {
  const parts = { db: database.db, clock: systemClock, ids: { next: () => v7() } };
  await ensureWorkspace(parts);
  const { key } = await addApiKey(parts, 'bench', ['identity:assert']);
  const process = await startHubProcess(database.url);
  const { post, close } = poster(`${process.url}/api/v1/events`, { authorization: `Bearer ${key}` }, SENDERS);
  const event = (customer: string | number) => ({
    source: 'bench',
    externalId: v7(),
    kind: 'message',
    occurredAt: new Date().toISOString(),
    channel: 'chat',
    direction: 'in',
    customer: { name: `Customer ${customer}`, contactPoints: [{ kind: 'shop', value: `bench-${customer}` }] },
    data: { text: TEXT },
  });
  const sendAll = async (customers: readonly (string | number)[]) => {
    const answer = await post(JSON.stringify(customers.map(event)));
    if (answer.includes('"rejected"')) throw new Error(`the hub refused: ${answer.slice(0, 500)}`);
  };
  const everybody = Array.from({ length: CUSTOMERS }, (_, i) => i);
  for (let from = 0; from < CUSTOMERS; from += 250) await sendAll(everybody.slice(from, from + 250));
  return {
    send: (customer: number) => sendAll([customer]),
    newCustomer: () => {
      const name = v7();
      return () => sendAll([name]);
    },
    async fill(customer: number, items: number) {
      for (let done = 0; done < items; done += 500) await sendAll(Array.from({ length: 500 }, () => customer));
    },
    async stop() {
      close();
      await process.stop();
    },
  };
}

async function floorSide(database: BenchDatabase) {
  const rows = await makeBareConversations(database, CUSTOMERS);
  const env = { DATABASE_URL: database.url, FLOOR_GRAMS: gramsOf(TEXT).join(' ') };
  const process = await startChild([join(root, 'test/bench/floors/ingest-floor.ts')], env);
  const { post, close } = poster(process.url, {}, SENDERS);
  return {
    send: async (customer: number) => {
      await post(JSON.stringify({ ...rows[customer], externalId: v7(), text: TEXT }));
    },
    async stop() {
      close();
      await process.stop();
    },
  };
}
