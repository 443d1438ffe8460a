import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { inInboxTab } from '#shared/domain/inbox.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { PresenceSignal, TypingSignal } from '#shared/wire/socket.ts';
import { customerTopic, inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import { testDatabase } from '#test/support/database.ts';
import { ACK_MS, eventually, openAgentSocket, openDesk, openVisitorSocket } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { type SignedInAgent, type TestHub, testHub } from '#test/support/hub.ts';
import { startRedis } from '#test/support/redis.ts';

const database = await testDatabase();
const redis = await startRedis();
afterAll(redis.close);

/** What is pushed is there long before this, and only what was pushed: heads are not beaten out so soon. */
const PUSHED_MS = 15_000;
const HARDLY_EVER_MS = 120_000;

/** Two hubs in this process that share nothing but the database, and Redis where it is told. */
async function twoHubs(redisUrl: string | undefined, heartbeatMs: number): Promise<readonly [TestHub, TestHub]> {
  const options = { realtime: { heartbeatMs, presenceGraceMs: 400 }, redisUrl };
  const one = await testHub(database, { ...options, ...(seeded === null ? {} : { seeded }) });
  seeded = one;
  const two = await testHub(database, { ...options, seeded: one });
  return [one, two];
}
let seeded: TestHub | null = null;

const fanOutOf = async (hub: TestHub) => {
  const answer = (await (await hub.fetch('/readyz')).json()) as Answer<{
    hubs: number;
    fanOut: string;
    redis?: string;
  }>;
  return answer.ok ? answer.data : null;
};

/** Resolves when `check` does, asking again and again. */
async function until(what: string, check: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function arrive(hub: TestHub) {
  const headers = { 'content-type': 'application/json' };
  const response = await hub.fetch('/api/v1/visitor/session', { method: 'POST', headers, body: '{}' });
  const answer = (await response.json()) as Answer<VisitorSession>;
  if (!answer.ok) throw new Error(answer.error.code);
  const visitor = await openVisitorSocket(hub.url, { token: answer.data.token });
  await visitor.socket.timeout(ACK_MS).emitWithAck('follow', {});
  const say = (text: string) =>
    visitor.socket.timeout(ACK_MS).emitWithAck('command', { id: randomUUID(), name: 'visitor:send', input: { text } });
  const heard = () =>
    visitor.events.flatMap(({ event }) =>
      event.type === 'item_added' && 'kind' in event.item && event.item.kind === 'message'
        ? [event.item.data.text]
        : [],
    );
  return { ...visitor, customerId: answer.data.customerId, say, heard };
}

const textsOn = (desk: DeskClient, customerId: string) => {
  const door = desk.openThread(customerId);
  return () =>
    door.view
      .getState()
      .thread.items.flatMap((item) => ('kind' in item && item.kind === 'message' ? [item.data.text] : []));
};
const presencesOf = async (...agents: readonly MadeAgent[]) => {
  const ids = agents.map(({ id }) => id);
  const rows = await database.db.selectFrom('agent').select('presence').where('id', 'in', ids).execute();
  return rows.map(({ presence }) => presence);
};
const connected = (desk: DeskClient) =>
  eventually('the desk to be connected', () => desk.connection.view.getState().state === 'connected');

describe.each([
  ['PostgreSQL', undefined],
  ['Redis', redis.url],
])('[SY7] two hubs that reach each other by %s', (by, redisUrl) => {
  let one: TestHub;
  let two: TestHub;
  let agent: MadeAgent;
  let colleague: MadeAgent;
  let agentIn: SignedInAgent;
  let colleagueIn: SignedInAgent;
  let leadIn: SignedInAgent;
  beforeAll(async () => {
    [one, two] = await twoHubs(redisUrl, HARDLY_EVER_MS);
    agent = await makeAgent(database.db, [one.team]);
    colleague = await makeAgent(database.db, [one.team]);
    agentIn = await one.signIn(agent);
    colleagueIn = await two.signIn(colleague);
    leadIn = await two.signIn(one.lead);
  });

  it('know of each other, and say by what they reach each other', async () => {
    for (const hub of [one, two])
      await until('both', async () => {
        const found = await fanOutOf(hub);
        return found?.hubs === 2 && found?.fanOut === (by === 'Redis' ? 'redis' : 'postgres');
      });
    expect(await (await one.fetch('/metrics')).text()).toContain('tsunagi_hub_gaps');
  });

  it('[SY1] what is said at one is shown at the other at once, both ways', async () => {
    const visitor = await arrive(one);
    const desk = openDesk(two.url, colleagueIn);
    desk.inbox.load('team');
    const texts = textsOn(desk, visitor.customerId);
    await connected(desk);
    expect(await visitor.say('届きません')).toMatchObject({ ok: true });
    const row = await eventually(
      'the row in the queue of the other hub',
      () => [...desk.inbox.store.getState().rows.values()].find((r) => r.customerId === visitor.customerId),
      PUSHED_MS,
    );
    await eventually('the message', () => texts().includes('届きません'), PUSHED_MS);
    const claimed = await desk.send('conversation:claim', { conversationId: row.conversationId, epoch: row.epoch });
    if (!claimed.ok) throw new Error(claimed.error.code);
    const { epoch } = claimed.data.conversation;
    const seen = { [visitor.customerId]: desk.openThread(visitor.customerId).view.getState().thread.lastSeq };
    const answer = await desk.send('message:send', {
      conversationId: row.conversationId,
      epoch,
      text: 'お調べします',
      seen,
    });
    expect(answer.ok).toBe(true);
    await eventually(
      'the answer on the page of the customer',
      () => visitor.heard().includes('お調べします'),
      PUSHED_MS,
    );
  });

  it('[HO2] an offer made at one is accepted at the other, and both see who owns', async () => {
    const customer = await makeCustomer(database.db);
    const { id } = await makeConversation(database.db, { customer, team: one.team, owner: agent });
    const [mine, theirs] = [openDesk(one.url, agentIn), openDesk(two.url, colleagueIn)];
    for (const desk of [mine, theirs]) desk.inbox.load('mine');
    await Promise.all([connected(mine), connected(theirs)]);
    await until('both to be here', async () => (await presencesOf(agent, colleague)).every((one) => one === 'ready'));
    const brief = { wants: [], done: [], promised: [], next: [], identity: [] };
    const offer = { conversationId: id, epoch: 1, brief, snapshot: { [customer.id]: 0 } };
    const offered = await mine.send('handoff:offer', { ...offer, to: { type: 'agent', id: colleague.id } });
    if (!offered.ok) throw new Error(offered.error.code);
    const handoffId = offered.data.handoff.id;
    await eventually('the offer at the other hub', () => theirs.entities.getState().handoffs.get(handoffId), PUSHED_MS);
    expect(await theirs.send('handoff:accept', { handoffId })).toMatchObject({ ok: true });
    const reader = { agentId: agent.id, teamIds: agent.teamIds };
    await eventually(
      'the row to leave the sender',
      () =>
        ![...mine.inbox.store.getState().rows.values()].some(
          (r) => r.conversationId === id && inInboxTab(r, 'mine', reader),
        ),
      PUSHED_MS,
    );
    expect(mine.entities.getState().handoffs.get(handoffId)?.state).toBe('completed');
  });

  it('presence and writing are shown at the other', async () => {
    const customer = await makeCustomer(database.db);
    const { id } = await makeConversation(database.db, { customer, team: one.team, owner: agent });
    const here = await openAgentSocket(one.url, agentIn);
    const there = await openAgentSocket(two.url, colleagueIn);
    for (const raw of [here, there]) await raw.follow({ topic: customerTopic(customer.id) });
    const presences: PresenceSignal[] = [];
    const typing: TypingSignal[] = [];
    there.socket.on('presence', (signal) => void presences.push(signal));
    there.socket.on('presences', (signals) => void presences.push(...signals));
    there.socket.on('typing', (signal) => void typing.push(signal));
    here.socket.emit('typing', { conversationId: id, mode: 'note', active: true });
    await agentIn.command('presence:set', { presence: 'busy' });
    await eventually('who is writing', () => typing.some((t) => t.agentId === agent.id && t.active), PUSHED_MS);
    await eventually(
      'the presence',
      () => presences.some((p) => p.agentId === agent.id && p.presence === 'busy'),
      PUSHED_MS,
    );
    await agentIn.command('presence:set', { presence: 'ready' });
  });

  it('the owner’s writing is shown to a customer at the other, and the customer’s to the owner', async () => {
    const visitor = await arrive(two);
    await visitor.say('hello');
    const { id } = await database.db
      .selectFrom('conversation')
      .select('id')
      .where('customer_id', '=', visitor.customerId)
      .executeTakeFirstOrThrow();
    await agentIn.command('conversation:claim', { conversationId: id, epoch: 1 });
    const raw = await openAgentSocket(one.url, agentIn);
    await raw.follow({ topic: customerTopic(visitor.customerId) });
    const shown: unknown[] = [];
    const heard: TypingSignal[] = [];
    visitor.socket.on('typing', (signal) => shown.push(signal));
    raw.socket.on('typing', (signal) => void heard.push(signal));
    raw.socket.emit('typing', { conversationId: id, mode: 'reply', active: true });
    visitor.socket.emit('typing', { active: true });
    await eventually('the owner writing', () => shown[0], PUSHED_MS);
    expect(shown[0]).toMatchObject({ active: true });
    await eventually('the customer writing', () => heard.some(({ by: who }) => who === 'customer'), PUSHED_MS);
  });

  it('[SY3] a place in a team’s topic is good at either, and what came after it is caught up on at the other', async () => {
    const topic = teamTopic(one.team.id);
    const raw = await openAgentSocket(one.url, agentIn);
    const [{ head } = {}] = await raw.follow({ topic });
    const elsewhere = await two.signIn(agent);
    const list = await elsewhere.query('inbox.list', { tab: 'team' });
    expect(list.ok && list.data.heads.find((h) => h.topic === topic)?.generation).toBe(head?.generation);
    const customer = await makeCustomer(database.db);
    const { id } = await makeConversation(database.db, { customer, team: one.team });
    await colleagueIn.command('conversation:claim', { conversationId: id, epoch: 1 });
    const isIt = ({ event }: (typeof raw.events)[number]) =>
      event.type === 'rows_changed' && event.rows.some((r) => r.conversationId === id);
    const tick = await eventually('the tick of the other hub', () => raw.events.find(isIt), PUSHED_MS);
    const cursor = { generation: head?.generation ?? '', version: head?.version ?? 0 };
    const caughtUp = await elsewhere.query('topic.catch-up', { topic, cursor });
    expect(caughtUp.ok && caughtUp.data.mode === 'events' && caughtUp.data.events).toContainEqual(tick);
    const follows = await openAgentSocket(two.url, elsewhere);
    const [followed] = await follows.follow({ topic, cursor: { generation: tick.generation, version: tick.version } });
    expect(followed?.mode).toBe('current');
  });

  it('[TL5] a private item of the other hub is read by its audience alone', async () => {
    const customer = await makeCustomer(database.db);
    const readers = [await openAgentSocket(two.url, colleagueIn), await openAgentSocket(two.url, leadIn)];
    for (const raw of readers) await raw.follow({ topic: customerTopic(customer.id) });
    const item = await makeItem(one.app.deps, customer, {
      visibility: 'private',
      audience: [colleague.id],
      direction: 'none',
    });
    const [mine, theirs] = readers;
    const first = (raw: typeof mine) => eventually('the push', () => raw?.events[0], PUSHED_MS);
    expect(await first(mine)).toMatchObject({ event: { item: { id: item.id } } });
    expect(await first(theirs)).toMatchObject({ event: { item: { seq: 1, hidden: true } } });
  });

  it('a sign-in that ends at one is cut at the other within two seconds', async () => {
    const doomed = await two.signIn(colleague);
    const raw = await openAgentSocket(two.url, doomed);
    const leaving = await one.fetch('/api/v1/auth/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${doomed.token}` },
      body: JSON.stringify({ refreshToken: doomed.refreshToken }),
    });
    expect(leaving.status).toBe(200);
    await eventually('the cut', () => raw.socket.disconnected, 2000);
  });

  it('settings changed at one are told to the windows of the other', async () => {
    const admin = await makeAgent(database.db, [one.team], { role: 'admin' });
    const raw = await openAgentSocket(two.url, colleagueIn);
    let told = 0;
    raw.socket.on('workspace', () => {
      told += 1;
    });
    const added = await (await one.signIn(admin)).command('skill:add', { nameJa: `技能 ${by}`, nameEn: `Skill ${by}` });
    expect(added).toMatchObject({ ok: true });
    await eventually('the word of it', () => told > 0, PUSHED_MS);
  });

  it('somebody with windows at both is gone only when the last one is', async () => {
    const someone = await makeAgent(database.db, [one.team]);
    const presence = async () => (await presencesOf(someone))[0];
    const first = await openAgentSocket(one.url, await one.signIn(someone));
    const second = await openAgentSocket(two.url, await two.signIn(someone));
    const rows = async () =>
      (await database.db.selectFrom('hub_agent').selectAll().where('agent_id', '=', someone.id).execute()).length;
    await until('both windows written down', async () => (await rows()) === 2);
    first.socket.disconnect();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await presence()).toBe('ready');
    second.socket.disconnect();
    await until('disconnected', async () => (await presence()) === 'disconnected');
    // What they had said comes back with them, wherever they come back.
    await openAgentSocket(one.url, await one.signIn(someone));
    await until('ready again', async () => (await presence()) === 'ready');
  });

  it('[SY3] a window that was told nothing learns from the heads', async () => {
    const beating = await testHub(database, { realtime: { heartbeatMs: 300 }, redisUrl, seeded: one });
    onTestFinished(beating.close);
    const raw = await openAgentSocket(beating.url, colleagueIn);
    await raw.follow({ topic: inboxTopic(colleague.id) });
    const customer = await makeCustomer(database.db);
    await raw.follow({ topic: customerTopic(customer.id) });
    const heads: { topic: string; version: number }[] = [];
    raw.socket.on('heads', (beat) => heads.push(...beat.heads));
    // Straight into the database, as by a hub that died before it told anybody.
    await database.db.updateTable('customer').set({ topic_version: 7 }).where('id', '=', customer.id).execute();
    await eventually('the head', () => heads.some((h) => h.topic === customerTopic(customer.id) && h.version === 7));
  });

  it('a hub that stops says so, and the other is alone', async () => {
    await two.close();
    await until('one hub', async () => (await fanOutOf(one))?.hubs === 1);
    await one.close();
  });
});

describe('Redis that goes and comes', () => {
  it('is told of, and what is said meanwhile goes by PostgreSQL', async () => {
    const [one, two] = await twoHubs(redis.url, 2000);
    onTestFinished(async () => {
      await one.close();
      await two.close();
    });
    const agent = await makeAgent(database.db, [one.team]);
    const raw = await openAgentSocket(two.url, await two.signIn(agent));
    const customer = await makeCustomer(database.db);
    await raw.follow({ topic: customerTopic(customer.id) });
    const heads: { topic: string; version: number }[] = [];
    raw.socket.on('heads', (beat) => heads.push(...beat.heads));
    // Each item is one version. A frame that died with Redis is made up for by the head, which makes a desk catch up.
    const say = async () => {
      const { seq } = await makeItem(one.app.deps, customer);
      const told = () =>
        raw.events.some(({ event }) => event.type === 'item_added' && event.item.seq === seq) ||
        heads.some(({ topic, version }) => topic === customerTopic(customer.id) && version >= seq);
      await eventually(`item ${seq} at the other hub`, told, 30_000);
    };
    const bothBy = (fanOut: string) =>
      until(fanOut, async () => (await fanOutOf(one))?.fanOut === fanOut && (await fanOutOf(two))?.fanOut === fanOut);
    await bothBy('redis');
    await say();
    await redis.kill();
    await say();
    await bothBy('postgres');
    expect(await fanOutOf(one)).toMatchObject({ redis: 'away' });
    await say();
    await redis.start();
    await bothBy('redis');
    await say();
  });

  it('is not needed to start', async () => {
    await redis.kill();
    const [one, two] = await twoHubs(redis.url, 2000);
    onTestFinished(async () => {
      await one.close();
      await two.close();
    });
    await until('two hubs', async () => (await fanOutOf(one))?.hubs === 2);
    expect(await fanOutOf(one)).toMatchObject({ hubs: 2, fanOut: 'postgres', redis: 'away' });
    await redis.start();
  });
});
