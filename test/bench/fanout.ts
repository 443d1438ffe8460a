import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { v7 } from 'uuid';
import { root } from '#build/root.ts';
import { addApiKey } from '#server/auth/add-api-key.ts';
import { gramsOf } from '#server/domains/search/grams.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import { type Bench, compare, percentile, reportOf, rounded } from './lib.ts';
import { makeBareConversations } from './support/bare-conversations.ts';
import { startChild, startHubProcess } from './support/child.ts';
import { type BenchDatabase, benchCluster } from './support/cluster.ts';
import { type CrowdAgent, connectBare, makeCrowd } from './support/crowd.ts';
import { poster } from './support/senders.ts';

const WATCHERS = 200;
const PER_SECOND = 200;
const SECONDS = 3;
/** Customers write independently of each other: enough connections that none waits for another. */
const CONNECTIONS = 64;
const TEXT = '先週注文した折りたたみ傘がまだ届きません。配送状況を確認していただけますか。';

/**
 * From a customer's message being handed in (HTTP, durable, on one open conversation) until the last of 200 agents who
 * have that customer open holds it, at 200 messages a second; against a bare Socket.IO room of 200 that passes on the
 * same bytes. p95 of each round. Told beside it: what the least durable hub takes, a bare route that inserts the same rows in
 * one statement and passes the bytes on behind its commit.
 */
export const bench: Bench = async () => {
  const cluster = await benchCluster();
  try {
    const hub = await hubSide(await cluster.database('hub'));
    const floor = await floorSide(hub.sample);
    const durable = await durableSide(await cluster.database('durable'), hub.sample);
    try {
      for (const side of [hub, floor, durable]) await pace(side.say);
      const whole = { measured: [] as number[], floor: [] as number[], durable: [] as number[] };
      const round = (side: keyof typeof whole, say: Say) => async () => {
        const taken = await pace(say);
        whole[side].push(...taken);
        return percentile(taken, 95);
      };
      const result = await compare({ measured: round('measured', hub.say), floor: round('floor', floor.say) });
      const least = await compare({ measured: round('durable', durable.say), floor: round('floor', floor.say) });
      return {
        ...reportOf('fanout', result, { unit: 'ms p95', target: '≤ 2×', ok: (ratio) => ratio <= 2 }),
        watchers: WATCHERS,
        perSecond: PER_SECOND,
        messages: whole.measured.length,
        p50: Object.fromEntries(Object.entries(whole).map(([side, taken]) => [side, rounded(percentile(taken, 50))])),
        acknowledged: rounded(percentile(hub.acknowledged, 50)),
        leastDurable: {
          measured: rounded(least.measured),
          floor: rounded(least.floor),
          ratio: rounded(least.ratio),
          rounds: least.rounds,
          void: least.void,
        },
      };
    } finally {
      await hub.stop();
      await floor.stop();
      await durable.stop();
    }
  } finally {
    await cluster.stop();
  }
};

/** Hands one message in; resolves with the milliseconds until the last watcher had it. */
type Say = () => Promise<number>;

/** Messages at an even pace, whether or not those before have arrived. */
async function pace(say: Say): Promise<number[]> {
  const started = performance.now();
  const under: Promise<number>[] = [];
  for (let n = 0; n < PER_SECOND * SECONDS; n++) {
    const due = started + (n * 1000) / PER_SECOND;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    under.push(say());
  }
  return Promise.all(under);
}

/** Counts who has which message; the last one tells how long it took. */
function watch(sockets: readonly Pick<Socket, 'on'>[]) {
  const waiting = new Map<string, { left: number; done: () => void }>();
  function heard({ event }: Envelope): void {
    if (event.type !== 'item_added' || !('kind' in event.item) || event.item.kind !== 'message') return;
    const message = waiting.get(event.item.data.text);
    if (message === undefined) return;
    message.left -= 1;
    if (message.left === 0) message.done();
  }
  for (const socket of sockets) {
    socket.on('topic', heard);
    socket.on('topics', (envelopes: Envelope[]) => envelopes.forEach(heard));
  }
  return (text: string): Promise<number> => {
    const from = performance.now();
    return new Promise((resolve) => {
      waiting.set(text, {
        left: sockets.length,
        done: () => {
          waiting.delete(text);
          resolve(performance.now() - from);
        },
      });
    });
  };
}

async function hubSide(database: BenchDatabase) {
  const parts = { db: database.db, clock: systemClock, ids: { next: () => v7() } };
  await ensureWorkspace(parts);
  const { key } = await addApiKey(parts, 'bench', ['identity:assert']);
  const crowd = await makeCrowd(database, WATCHERS, 1);
  const process = await startHubProcess(database.url);
  const { post, close } = poster(`${process.url}/api/v1/events`, { authorization: `Bearer ${key}` }, CONNECTIONS);
  const send = async (text: string) => {
    const event = {
      source: 'bench',
      externalId: v7(),
      kind: 'message',
      occurredAt: new Date().toISOString(),
      channel: 'chat',
      direction: 'in',
      customer: { name: 'One Customer', contactPoints: [{ kind: 'shop', value: 'bench-fanout' }] },
      data: { text },
    };
    const answer = await post(JSON.stringify([event]));
    if (!answer.includes('"accepted"')) throw new Error(`the hub refused: ${answer.slice(0, 500)}`);
  };
  await send('the first');
  const { id } = await database.db.selectFrom('customer').select('id').executeTakeFirstOrThrow();
  const sockets = await Promise.all(crowd.map((agent) => watcher(process.url, agent, id)));
  const arrival = watch(sockets);
  const acknowledged: number[] = [];
  const sample = new Promise<Envelope>((resolve) => sockets[0]?.once('topic', resolve));
  let said = 0;
  const say: Say = () => {
    const text = `${TEXT} ${++said}`;
    const from = performance.now();
    const arrived = arrival(text);
    send(text).then(
      () => acknowledged.push(performance.now() - from),
      (error: unknown) => console.error(error),
    );
    return arrived;
  };
  await say();
  return {
    say,
    acknowledged,
    /** One push as it left the hub, for the floor to pass on. */
    sample: await sample,
    async stop() {
      for (const socket of sockets) socket.disconnect();
      close();
      await process.stop();
    },
  };
}

/** An agent who has the customer open. */
async function watcher(url: string, { token }: CrowdAgent, customerId: string): Promise<Socket> {
  const auth = { token, version: WIRE_VERSION };
  const socket = io(`${url}/agent`, { transports: ['websocket'], forceNew: true, auth });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const answer = await socket.timeout(30_000).emitWithAck('follow', { topics: [{ topic: customerTopic(customerId) }] });
  if (!answer.ok) throw new Error(`follow: ${answer.error.code}`);
  return socket;
}

type Room = {
  readonly program: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How a message gets to the program; what it is, with the push that is to be passed on. */
  readonly sender: (url: string) => Promise<{ send: (text: string, envelope: Envelope) => void; close: () => void }>;
};

/** A bare room of so many watchers: it passes on the hub's own push, with another text each time. */
async function roomSide(sample: Envelope, { program, env = {}, sender }: Room) {
  const { event, ...place } = sample;
  if (event.type !== 'item_added') throw new Error('the sample is no item');
  const process = await startChild([join(root, 'test/bench/floors', program)], env);
  const sockets = await connectBare(process.url, WATCHERS);
  const { send, close } = await sender(process.url);
  const arrival = watch(sockets);
  let said = 0;
  return {
    say: (() => {
      const text = `${TEXT} ${++said}`;
      const arrived = arrival(text);
      send(text, { ...place, event: { ...event, item: { ...event.item, data: { text } } } as typeof event });
      return arrived;
    }) satisfies Say,
    async stop() {
      for (const socket of sockets) socket.disconnect();
      close();
      await process.stop();
    },
  };
}

const floorSide = (sample: Envelope) =>
  roomSide(sample, {
    program: 'fanout-floor.ts',
    async sender(url) {
      const [socket] = await connectBare(url, 1);
      return {
        send: (_, envelope) => socket?.emit('say', envelope, () => undefined),
        close: () => socket?.disconnect(),
      };
    },
  });

async function durableSide(database: BenchDatabase, sample: Envelope) {
  const [conversation] = await makeBareConversations(database, 1);
  return roomSide(sample, {
    program: 'durable-floor.ts',
    env: { DATABASE_URL: database.url, FLOOR_GRAMS: gramsOf(TEXT).join(' ') },
    async sender(url) {
      const { post, close } = poster(url, {}, CONNECTIONS);
      return {
        send(text, envelope) {
          const message = { ...conversation, externalId: v7(), text, envelope };
          post(JSON.stringify(message)).catch((error: unknown) => console.error(error));
        },
        close,
      };
    },
  });
}
