import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createFanOut } from '#server/realtime/fan-out.ts';
import { createPublisher } from '#server/realtime/publisher.ts';
import { namespacesOf } from '#server/realtime/sockets.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import { customerTopic, teamTopic } from '#shared/wire/topic.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';
import { testDatabase } from '#test/support/database.ts';
import {
  ACK_MS,
  eventually,
  openAgentSocket,
  openDesk,
  openVisitorSocket,
  type RawVisitor,
} from '#test/support/desk.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, { realtime: { heartbeatMs: 400 } });
const [agent] = hub.agents;
const agentIn = await hub.signIn(agent);

async function arrive(): Promise<
  RawVisitor & { session: VisitorSession; say: (text: string) => Promise<Answer<unknown>> }
> {
  const response = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const answer = (await response.json()) as Answer<VisitorSession>;
  if (!answer.ok) throw new Error(answer.error.code);
  const visitor = await openVisitorSocket(hub.url, { token: answer.data.token });
  const followed = await visitor.socket.timeout(ACK_MS).emitWithAck('follow', {});
  expect(followed).toMatchObject({ ok: true, data: { topic: customerTopic(answer.data.customerId) } });
  const say = (text: string) =>
    visitor.socket.timeout(ACK_MS).emitWithAck('command', { id: randomUUID(), name: 'visitor:send', input: { text } });
  return { ...visitor, session: answer.data, say };
}

async function chat(before: (visitor: RawVisitor) => Promise<void> = async () => undefined) {
  const visitor = await arrive();
  await before(visitor);
  const desk = openDesk(hub.url, agentIn);
  desk.inbox.load('team');
  const { customerId } = visitor.session;
  const door = desk.openThread(customerId);
  expect(await visitor.say('こんにちは')).toMatchObject({ ok: true });
  const row = await eventually('the row', () =>
    [...desk.inbox.store.getState().rows.values()].find((one) => one.customerId === customerId),
  );
  const claimed = await desk.send('conversation:claim', { conversationId: row.conversationId, epoch: row.epoch });
  if (!claimed.ok) throw new Error(claimed.error.code);
  await eventually('the message on the thread', () =>
    door.view.getState().thread.items.some((item) => 'kind' in item && item.kind === 'message'),
  );
  const reply = (text: string) =>
    desk.send('message:send', {
      conversationId: row.conversationId,
      epoch: claimed.data.conversation.epoch,
      text,
      seen: { [customerId]: door.view.getState().thread.lastSeq },
    });
  return { visitor, desk, door, conversationId: row.conversationId, customerId, reply };
}

const now = () => new Date();
const NOBODY = {
  presenceSet: () => undefined,
  loadMayHaveChanged: () => undefined,
  workspaceChanged: () => undefined,
  sessionsEnded: () => undefined,
  typing: () => undefined,
};

const told = (visitor: RawVisitor) =>
  visitor.events.map(({ event }) =>
    event.type === 'item_added' && 'kind' in event.item ? JSON.stringify(event.item.data) : event.type,
  );

it('[TL5] a visitor is told what is said to them, and of everything else only that something was', async () => {
  const { visitor, desk, door, customerId, conversationId, reply } = await chat();
  expect(await reply('いらっしゃいませ')).toMatchObject({ ok: true });
  expect(await desk.send('note:add', { customerId, conversationId, text: 'VIP, be careful' })).toMatchObject({
    ok: true,
  });
  await makeItem(hub.app.deps, { id: customerId }, { channel: 'phone', data: { text: 'said on the phone' } });
  await makeItem(
    hub.app.deps,
    { id: customerId },
    { conversationId, channel: 'phone', data: { text: 'said on the phone about this' } },
  );
  await eventually('the calls on the thread', () =>
    JSON.stringify(door.view.getState().thread.items).includes('about this'),
  );
  expect(await reply('ほかにございますか')).toMatchObject({ ok: true });
  await eventually('the last answer', () => told(visitor).some((text) => text.includes('ほかに')));
  const text = JSON.stringify(visitor.events);
  expect(text).toContain('いらっしゃいませ');
  expect(text).not.toContain('VIP');
  expect(text).not.toContain('on the phone');
  expect(text).not.toContain(agent.login);
  expect(text).not.toContain(hub.team.id);
  const versions = visitor.events.map(({ version }) => version);
  expect(versions).toEqual(Array.from({ length: versions.length }, (_, n) => (versions[0] ?? 0) + n));
});

it('[SY3] what is said to a visitor is told them whole, whatever changes while others are told of something', async () => {
  const { visitor, conversationId, customerId, reply } = await chat();
  const sent = await reply('お待たせしました');
  if (!sent.ok) throw new Error(sent.error.code);
  const { version } = await eventually('the reply', () =>
    visitor.events.find(({ event }) => event.type === 'item_added' && event.item.seq === sent.data.item.seq),
  );
  const watching = await openAgentSocket(hub.url, agentIn);
  await watching.follow({ topic: teamTopic(hub.team.id) });
  const { logger, db } = hub.app.deps;
  const namespaces = namespacesOf(hub.app.realtime.io);
  const publisher = createPublisher({ db, logger, relay: { tell: () => undefined, hasOthers: () => false }, now });
  publisher.attach(createFanOut(namespaces, { logger }), NOBODY);
  // A session is added, perhaps, just when a window of the team is written to.
  namespaces.agents.sockets.get(watching.socket.id ?? '')?.onAnyOutgoing((event: string) => {
    if (event === 'topic') publisher.own.forget(conversationId);
  });
  const before = visitor.events.length;
  publisher.publish([
    {
      to: 'topic',
      topic: teamTopic(hub.team.id),
      version: 1000,
      generation: randomUUID(),
      at: now(),
      event: { type: 'team_rows', conversationIds: [conversationId] },
    },
    {
      to: 'topic',
      topic: customerTopic(customerId),
      version,
      at: now(),
      event: { type: 'item_added', seq: sent.data.item.seq },
    },
  ]);
  await publisher.idle();
  const [again] = await eventually('it again', () =>
    visitor.events.length > before ? visitor.events.slice(before) : null,
  );
  expect(again?.event).toMatchObject({ type: 'item_added', item: { data: { text: 'お待たせしました' } } });
  expect(publisher.own.knows({ conversationId })).toBe(false);
  publisher.stop();
});

it('a visitor runs no agent’s command and follows nobody else’s thread', async () => {
  const visitor = await arrive();
  const ask = (name: string, input: unknown) =>
    visitor.socket.timeout(ACK_MS).emitWithAck('command', { id: randomUUID(), name, input });
  expect(await ask('note:add', { customerId: visitor.session.customerId, text: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  const refused = await openAgentSocket(hub.url, { token: visitor.session.token }).then(
    () => null,
    (error: { data?: { code: string } }) => error.data?.code,
  );
  expect(refused).toBe('not_signed_in');
});

it('writing is shown to the other side, the owner’s replies alone, under the public name', async () => {
  const { visitor, desk, conversationId } = await chat();
  const seen: { active: boolean; name?: string }[] = [];
  visitor.socket.on('typing', (signal) => seen.push(signal));
  desk.typing.report(conversationId, 'note', true);
  desk.typing.report(conversationId, 'reply', true);
  const [first] = await eventually('the agent writing', () => (seen.length > 0 ? seen : null));
  const { public_name } = await database.db
    .selectFrom('agent')
    .select('public_name')
    .where('id', '=', agent.id)
    .executeTakeFirstOrThrow();
  expect(first).toMatchObject({ active: true, name: public_name });
  visitor.socket.emit('typing', { active: true });
  await eventually('the customer writing', () =>
    desk.typing.store
      .getState()
      .some(({ signal }) => signal.by === 'customer' && signal.conversationId === conversationId),
  );
  // What the note had set going would have come before that.
  expect(seen.filter(({ active }) => active)).toHaveLength(1);
});

it('a customer who wrote before their first message was in is seen writing after it', async () => {
  const { visitor, desk, conversationId } = await chat(async ({ socket }) => {
    for (const active of [true, false]) socket.emit('typing', { active });
    // The hub has looked where that is shown, and found nothing.
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  visitor.socket.emit('typing', { active: true });
  await eventually('the customer writing', () =>
    desk.typing.store
      .getState()
      .some(({ signal }) => signal.by === 'customer' && signal.conversationId === conversationId),
  );
});

it('read marks reach both sides', async () => {
  const { visitor, desk, door, conversationId, customerId, reply } = await chat();
  const sent = await reply('読めましたか');
  if (!sent.ok) throw new Error(sent.error.code);
  const { seq } = sent.data.item;
  expect(
    await visitor.socket
      .timeout(ACK_MS)
      .emitWithAck('command', { id: randomUUID(), name: 'visitor:mark-read', input: { seq } }),
  ).toMatchObject({ ok: true });
  await eventually('their mark', () => door.view.getState().thread.readMarks[conversationId]?.customer === seq);
  await desk.send('thread:mark-read', { conversationId, customerId, seq });
  await eventually('our mark', () =>
    visitor.events.some(({ event }) => event.type === 'read_marked' && event.by === 'agent' && event.seq === seq),
  );
  const item = () => door.view.getState().thread.items.find((one) => one.seq === seq);
  await expect.poll(item).toMatchObject({ delivery: { state: 'read' } });
});

it('a visitor who says too much too fast is told to wait', async () => {
  const visitor = await arrive();
  const answers = await Promise.all(
    Array.from({ length: 80 }, () => visitor.socket.timeout(ACK_MS).emitWithAck('follow', {})),
  );
  // Twenty at once and two a second: what is refused has been too much also if answering took its time.
  expect(answers.filter((answer) => !answer.ok && answer.error.code === 'rate_limited').length).toBeGreaterThan(10);
  expect(answers.filter((answer) => answer.ok).length).toBeGreaterThan(10);
});

it('heads reach visitors too', async () => {
  const visitor = await arrive();
  const heads: string[] = [];
  visitor.socket.on('heads', (beat) => heads.push(...beat.heads.map(({ topic }) => topic)));
  await eventually('a head', () => heads.includes(customerTopic(visitor.session.customerId)));
});

it('[SY3] a page that was away is told what was added since, also what is dated before all that it shows', async () => {
  const { visitor, conversationId, customerId } = await chat();
  const history = async (query: string): Promise<VisitorHistory> => {
    const response = await hub.fetch(`/api/v1/visitor/history?${query}`, {
      headers: { authorization: `Bearer ${visitor.session.token}` },
    });
    const answer = (await response.json()) as Answer<VisitorHistory>;
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.data;
  };
  const { head } = await history('limit=2');
  const since = (version: number) => `limit=2&since=${head.generation}_${version}`;
  const late = { conversationId, direction: 'out', occurredAt: new Date(Date.now() - 90_000) } as const;
  const lateItem = await makeItem(hub.app.deps, { id: customerId }, { ...late, data: { text: 'late' } });
  for (const text of ['one', 'two', 'three']) await visitor.say(text);

  const { added, items, before } = await history(since(head.version));
  expect(added?.map(({ data }) => (data as { text: string }).text)).toEqual(['late', 'one', 'two', 'three']);
  expect(added?.[0]?.seq).toBe(lateItem.seq);
  expect(items).toHaveLength(2);
  expect(before).toBeDefined();
  expect((await history(since(head.version + 5000))).added).toBeUndefined();
  expect((await history('limit=2&since=another-generation_1')).added).toBeUndefined();
  expect((await history(since((await history('limit=1')).head.version))).added).toEqual([]);
});
