import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { root } from '#build/root.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { FollowInput, FollowResult } from '#shared/wire/socket.ts';
import { type Cursor, customerTopic, inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import { type Bench, compare, percentile, reportOf, rounded } from './lib.ts';
import { type Child, startChild, startHubProcess } from './support/child.ts';
import { type BenchDatabase, benchCluster } from './support/cluster.ts';
import { type CrowdAgent, makeCrowd } from './support/crowd.ts';
import { insertMissed, makeThreads } from './support/missed-items.ts';
import { poster } from './support/senders.ts';

const AGENTS = 1000;
const TEAMS = 10;
const MISSED = 100;
const SPREAD_MS = 2000;
/** Windows keep a connection for requests; this many of them share the way. */
const CONNECTIONS = 64;

/**
 * A hub is stopped, 100 items come onto every agent's open thread, it starts again, and 1,000 agents come back spread over
 * two seconds: until the last of them has connected, follows inbox, team and thread, and holds all it had missed. The floor
 * is 1,000 bare Socket.IO connects spread the same, until the last. Only what succeeds is timed: the hub is up when the
 * first one comes.
 */
export const bench: Bench = async () => {
  const cluster = await benchCluster();
  try {
    const hub = await hubSide(await cluster.database('hub'));
    const floor = await startChild([join(root, 'test/bench/floors/fanout-floor.ts')], {});
    const each = { measured: [] as number[], floor: [] as number[] };
    const round = (side: 'measured' | 'floor', back: () => Promise<Back>) => async () => {
      const { whole, taken } = await back();
      each[side].push(...taken);
      return whole;
    };
    try {
      // The first time they come they miss nothing.
      await hub.back();
      await hub.back();
      await bareBack(floor);
      const result = await compare({
        measured: round('measured', hub.back),
        floor: round('floor', () => bareBack(floor)),
      });
      const of = (p: number) => ({
        measured: rounded(percentile(each.measured, p)),
        floor: rounded(percentile(each.floor, p)),
      });
      return {
        ...reportOf('reconnect', result, { unit: 'ms until the last', target: '≤ 3×', ok: (ratio) => ratio <= 3 }),
        agents: AGENTS,
        missed: MISSED,
        spreadMs: SPREAD_MS,
        each: { p50: of(50), p95: of(95) },
      };
    } finally {
      await hub.stop();
      await floor.stop();
    }
  } finally {
    await cluster.stop();
  }
};

/** How long until the last was back, and how long each one took. */
type Back = { readonly whole: number; readonly taken: readonly number[] };

/** Everybody at their turn within the spread. */
async function spread(one: (n: number) => Promise<void>): Promise<Back> {
  const started = performance.now();
  const taken = await Promise.all(
    Array.from({ length: AGENTS }, async (_, n) => {
      await sleep((n * SPREAD_MS) / AGENTS);
      const from = performance.now();
      await one(n);
      return performance.now() - from;
    }),
  );
  return { whole: performance.now() - started, taken };
}

async function bareBack({ url }: Child): Promise<Back> {
  const sockets: Socket[] = [];
  const back = await spread(async (n) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
    sockets[n] = socket;
    await connected(socket);
  });
  for (const socket of sockets) socket.disconnect();
  return back;
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

async function hubSide(database: BenchDatabase) {
  await ensureWorkspace({ db: database.db, clock: systemClock, ids: { next: () => v7() } });
  const crowd = await makeCrowd(database, AGENTS, TEAMS);
  const customers = await makeThreads(database, AGENTS);
  let hub = await startHubProcess(database.url);
  let sockets: Socket[] = [];
  const places = crowd.map(() => new Map<string, Cursor>());

  async function open({ token }: CrowdAgent): Promise<Socket> {
    const auth = { token, version: WIRE_VERSION };
    const socket = io(`${hub.url}/agent`, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
    await connected(socket);
    return socket;
  }

  const topicsOf = (n: number): string[] => [
    inboxTopic(crowd[n]?.id ?? ''),
    teamTopic(crowd[n]?.teamId ?? ''),
    customerTopic(customers[n] ?? ''),
  ];

  async function follow(socket: Socket, n: number): Promise<FollowResult[]> {
    const topics: FollowInput['topics'] = topicsOf(n).map((topic) => {
      const cursor = places[n]?.get(topic);
      return cursor === undefined ? { topic } : { topic, cursor };
    });
    const answer: Answer<FollowResult[]> = await socket.timeout(60_000).emitWithAck('follow', { topics });
    if (!answer.ok) throw new Error(`follow: ${answer.error.code}`);
    for (const { topic, head } of answer.data)
      if (head !== undefined) places[n]?.set(topic, { generation: head.generation, version: head.version });
    return answer.data;
  }

  async function back(): Promise<Back> {
    const before = places.map((of) => new Map(of));
    const isFirst = sockets.length === 0;
    if (!isFirst) {
      for (const socket of sockets) socket.disconnect();
      await hub.stop();
      await insertMissed(database, customers, MISSED);
      hub = await startHubProcess(database.url);
    }
    sockets = [];
    const { post, close } = poster(`${hub.url}/api/v1/queries/topic.catch-up`, {}, CONNECTIONS);
    async function catchUp({ topic, mode }: FollowResult, cursor: Cursor | undefined, token: string): Promise<void> {
      if (mode === 'current') return;
      if (mode !== 'behind' || cursor === undefined) throw new Error(`${topic} is ${mode}`);
      const body = JSON.stringify({ input: { topic, cursor, limit: 500 } });
      const answer: Answer<QueryOutput<'topic.catch-up'>> = JSON.parse(await post(body, token));
      if (!answer.ok || answer.data.mode !== 'events' || answer.data.events.length !== MISSED)
        throw new Error('not all that was missed was given');
    }
    const result = await spread(async (n) => {
      const agent = crowd[n];
      if (agent === undefined) return;
      const socket = await open(agent);
      sockets[n] = socket;
      const results = await follow(socket, n);
      if (isFirst) return;
      for (const one of results) await catchUp(one, before[n]?.get(one.topic), agent.token);
    });
    close();
    return result;
  }

  return {
    back,
    async stop() {
      for (const socket of sockets) socket.disconnect();
      await hub.stop();
    },
  };
}
