import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createFanOut } from '#server/realtime/fan-out.ts';
import { startHeartbeat } from '#server/realtime/heartbeat.ts';
import { createOwnConversations } from '#server/realtime/own-conversations.ts';
import { createHeadReader } from '#server/realtime/read-heads.ts';
import { namespacesOf } from '#server/realtime/sockets.ts';
import { customerTopic, type Topic } from '#shared/wire/topic.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openAgentSocket, type RawAgent } from '#test/support/desk.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const HOUR_MS = 3_600_000;
const hub = await testHub(database, { realtime: { heartbeatMs: HOUR_MS } });
const [agent] = hub.agents;
const agentIn = await hub.signIn(agent);
const { logger } = hub.app.deps;
const namespaces = namespacesOf(hub.app.realtime.io);
const heads = createHeadReader(database.db);

const MANY = 160;
const FEW = 20;

/** Closed when the test is over. */
const openWindows = (count: number) =>
  Promise.all(Array.from({ length: count }, () => openAgentSocket(hub.url, agentIn)));
const own = createOwnConversations(database.db);
const newFanOut = () => createFanOut(namespaces, { logger });

/** Some windows on a thread with nothing on it, and the versions that each was told in each frame, from now on. */
async function followed(by: readonly RawAgent[]) {
  const { id } = await makeCustomer(database.db);
  const topic = customerTopic(id);
  await Promise.all(by.map(({ follow }) => follow({ topic })));
  const frames = by.map((): number[][] => []);
  by.forEach(({ socket }, n) => {
    socket.on('topic', (one) => {
      if (one.topic === topic) frames[n]?.push([one.version]);
    });
    socket.on('topics', (several) => {
      if (several[0]?.topic === topic) frames[n]?.push(several.map(({ version }) => version));
    });
  });
  const arrived = (last: number) =>
    eventually('the last one at everybody', () => frames.every((told) => told.at(-1)?.at(-1) === last));
  return { id, topic, frames, arrived };
}

/** Frames of a topic that the hub has written to one of its followers, from now on. */
function written(topic: Topic): () => number {
  const [id] = namespaces.agents.adapter.rooms.get(topic) ?? [];
  let frames = 0;
  namespaces.agents.sockets.get(id ?? '')?.onAnyOutgoing((event: string) => {
    if (event === 'topic' || event === 'topics') frames += 1;
  });
  return () => frames;
}

const generation = await heads.generation();
const push = (topic: Topic, version: number) => ({
  place: { topic, generation, version, at: '2026-04-01T00:00:00.000Z' },
  whole: {
    event: { type: 'customer_changed' as const, customerId: topic.slice('customer:'.length) },
    guard: null,
    conversationId: null,
    channel: null,
    sessionId: null,
  },
});
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const everybody = <T>(count: number, told: T) => Array.from({ length: count }, () => told);

it('[SY3] many are told at once of a quiet topic; of a busy one in fewer frames, all of it in order', async () => {
  const { topic, frames, arrived } = await followed(await openWindows(MANY));
  const fanOut = newFanOut();
  const sofar = written(topic);
  fanOut.send([push(topic, 1)], own);
  expect(sofar()).toBe(1);
  for (const version of numbers(2, 60)) fanOut.send([push(topic, version)], own);
  expect(sofar()).toBe(1);
  await arrived(60);
  // A frame holds fifty.
  expect(frames).toEqual(everybody(MANY, [[1], numbers(2, 51), numbers(52, 60)]));
  // The pause after the last frame began before this one, so it ends before it.
  await sleep(100);
  fanOut.send([push(topic, 61)], own);
  expect(sofar()).toBe(4);
  await arrived(61);
});

it('few are told of each at once', async () => {
  const { topic, frames, arrived } = await followed(await openWindows(FEW));
  const fanOut = newFanOut();
  for (const version of numbers(1, 10)) fanOut.send([push(topic, version)], own);
  await arrived(10);
  expect(frames).toEqual(
    everybody(
      FEW,
      numbers(1, 10).map((version) => [version]),
    ),
  );
});

it('[TL2] what is committed at once on a topic that many follow reaches each once, in order', async () => {
  const { id, frames, arrived } = await followed(await openWindows(MANY));
  await Promise.all(numbers(1, 40).map(() => makeItem(hub.app.deps, { id })));
  await arrived(40);
  expect(frames.map((told) => told.flat())).toEqual(everybody(MANY, numbers(1, 40)));
});

it('[TL5] a note for leads waits with the rest, and each gets it as they may read it', async () => {
  const windows = await openWindows(MANY);
  const { id, topic, arrived } = await followed(windows);
  const lead = await openAgentSocket(hub.url, await hub.signIn(hub.lead));
  await lead.follow({ topic });
  const words = { text: 'for leads' };
  await Promise.all([
    ...numbers(1, 3).map(() => makeItem(hub.app.deps, { id })),
    makeItem(hub.app.deps, { id }, { kind: 'note', data: words, direction: 'none', visibility: 'lead' }),
    ...numbers(1, 3).map(() => makeItem(hub.app.deps, { id })),
  ]);
  await arrived(7);
  await eventually('all of it at the lead', () => lead.events.at(-1)?.version === 7);
  expect(lead.events.map(({ version }) => version)).toEqual(numbers(1, 7));
  expect(JSON.stringify(lead.events)).toContain(words.text);
  for (const { events } of windows) expect(JSON.stringify(events)).not.toContain(words.text);
});

it('[SY3] heads follow what they tell of, and are not older than it', async () => {
  const windows = await openWindows(MANY);
  const { topic } = await followed(windows);
  const told = windows.map((): (number | string)[] => []);
  windows.forEach(({ socket }, n) => {
    socket.on('topic', ({ version }) => told[n]?.push(version));
    socket.on('topics', (several) => told[n]?.push(...several.map(({ version }) => version)));
    socket.on('heads', (beat) => {
      for (const head of beat.heads) if (head.topic === topic) told[n]?.push(`head ${head.version}`);
    });
  });
  const fanOut = newFanOut();
  let committed = 0;
  /** These are sent while the first heads are on their way from the database: one leaves at once, the others wait. */
  async function beatWhile(versions: number[]): Promise<void> {
    const beat = startHeartbeat(namespaces, {
      heads: {
        async read() {
          const found = new Map([[topic, { topic, generation, version: committed }]]);
          for (const version of versions.splice(0)) {
            committed = version;
            fanOut.send([push(topic, version)], own);
          }
          return found;
        },
      },
      fanOut,
      logger,
      everyMs: HOUR_MS,
      now: () => new Date(),
      isDeaf: () => false,
    });
    const before = told[0]?.length ?? 0;
    beat.beatNow();
    await eventually('a head at everybody', () =>
      told.every((one) => one.slice(before).some((word) => `${word}`.startsWith('head'))),
    );
    beat.stop();
  }
  await beatWhile([1, 2, 3]);
  await beatWhile([4, 5, 6]);
  expect(told).toEqual(everybody(MANY, [1, 2, 3, 'head 3', 4, 5, 6, 'head 6']));
});
