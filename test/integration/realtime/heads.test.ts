import { expect, it, onTestFinished } from 'vitest';
import { createFanOut } from '#server/realtime/fan-out.ts';
import { startHeartbeat } from '#server/realtime/heartbeat.ts';
import { createOwnConversations } from '#server/realtime/own-conversations.ts';
import { createHeadReader } from '#server/realtime/read-heads.ts';
import { namespacesOf } from '#server/realtime/sockets.ts';
import { customerTopic, inboxTopic } from '#shared/wire/topic.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openAgentSocket } from '#test/support/desk.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, { realtime: { heartbeatMs: 300 } });
const [agent, colleague] = hub.agents;
const agentIn = await hub.signIn(agent);
const colleagueIn = await hub.signIn(colleague);
const leadIn = await hub.signIn(hub.lead);

/** The test's database, and how many statements went through it. */
function countedDatabase() {
  let statements = 0;
  const db = database.db.withPlugin({
    transformQuery({ node }) {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { db, statements: () => statements };
}

it('[SY3] whoever asks for heads while others are read is in one query, and gets what they asked for alone', async () => {
  const customers = await Promise.all(Array.from({ length: 40 }, () => makeCustomer(database.db)));
  const { db, statements } = countedDatabase();
  const { read } = createHeadReader(db);
  const found = await Promise.all(customers.map(({ id }) => read([customerTopic(id)])));
  expect(found.map((heads) => [...heads.keys()])).toEqual(customers.map(({ id }) => [customerTopic(id)]));
  // Two are under way at once; everybody else is in the third.
  expect(statements()).toBe(3);
});

it('[SY3] what was committed before the question is in the answer, however many ask', async () => {
  const customer = await makeCustomer(database.db);
  const topic = customerTopic(customer.id);
  const { read } = createHeadReader(database.db);
  for (let version = 1; version <= 10; version++) {
    await makeItem(hub.app.deps, customer);
    const found = await Promise.all(Array.from({ length: 10 }, () => read([topic])));
    expect(new Set(found.map((heads) => heads.get(topic)?.version))).toEqual(new Set([version]));
  }
});

it('a query that fails fails for those who asked, and not for those who ask next', async () => {
  let fails = true;
  const db = database.db.withPlugin({
    transformQuery({ node }) {
      if (fails) throw new Error('not now');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const { read } = createHeadReader(db);
  const ask = () => Promise.allSettled(Array.from({ length: 5 }, () => read([inboxTopic(agent.id)])));
  expect((await ask()).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  fails = false;
  expect((await ask()).map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
});

it('[PR5] a list of another stays refused while its owner follows it in the same moment', async () => {
  const [mine, theirs] = [await openAgentSocket(hub.url, agentIn), await openAgentSocket(hub.url, colleagueIn)];
  const topic = inboxTopic(colleague.id);
  const own = inboxTopic(agent.id);
  const rounds = Array.from({ length: 20 }, () =>
    Promise.all([theirs.follow({ topic }), mine.follow({ topic }, { topic: own }), theirs.follow({ topic })]),
  );
  for (const [, asked] of await Promise.all(rounds))
    expect(asked.map(({ mode, head }) => [mode, head?.topic])).toEqual([
      ['refused', undefined],
      ['reload', own],
    ]);
});

it('[SY3] a topic that is none is refused, and everybody else has heads as before', async () => {
  const lead = await openAgentSocket(hub.url, leadIn);
  const mine = await openAgentSocket(hub.url, agentIn);
  await mine.follow({ topic: inboxTopic(agent.id) });
  expect(await lead.follow({ topic: `inbox:${'-'.repeat(36)}` })).toMatchObject([{ mode: 'refused' }]);
  const beats: string[] = [];
  mine.socket.on('heads', ({ heads }) => beats.push(...heads.map(({ topic }) => topic)));
  await eventually('a beat', () => beats.includes(inboxTopic(agent.id)));
});

it('[SY3] a head is not older than what was pushed while it was read', async () => {
  const { logger } = hub.app.deps;
  const customer = await makeCustomer(database.db);
  const topic = customerTopic(customer.id);
  await makeItem(hub.app.deps, customer);
  const window = await openAgentSocket(hub.url, agentIn);
  await window.follow({ topic });
  const told: (number | string)[] = [];
  window.socket.on('topic', ({ version }) => told.push(version));
  window.socket.on('heads', ({ heads, at }) => {
    for (const head of heads) if (head.topic === topic && at === AT) told.push(`head ${head.version}`);
  });
  const AT = '2026-04-01T00:00:00.000Z';
  const namespaces = namespacesOf(hub.app.realtime.io);
  const fanOut = createFanOut(namespaces, { logger });
  const own = createOwnConversations(database.db);
  const reader = createHeadReader(database.db);
  const generation = await reader.generation();
  const event = { type: 'customer_changed' as const, customerId: customer.id };
  const whole = { event, guard: null, conversationId: null, channel: null, sessionId: null };
  const beat = startHeartbeat(namespaces, {
    heads: {
      async read(topics) {
        const found = await reader.read(topics);
        // Out of order, as when another hub's is let go.
        for (const version of [3, 2]) fanOut.send([{ place: { topic, generation, version, at: AT }, whole }], own);
        return found;
      },
    },
    fanOut,
    logger,
    everyMs: 3_600_000,
    now: () => new Date(AT),
    isDeaf: () => false,
  });
  onTestFinished(() => beat.stop());
  beat.beatNow();
  await eventually('a head', () => typeof told.at(-1) === 'string');
  expect(told).toEqual([3, 2, 'head 3']);
});
