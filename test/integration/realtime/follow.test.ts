import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { customerTopic, inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { testDatabase } from '#test/support/database.ts';
import { ACK_MS, eventually, openAgentSocket } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';
import { livedTime } from '#test/support/lived-time.ts';

const database = await testDatabase();
const hub = await testHub(database, { realtime: { heartbeatMs: 300 } });
const [agent, colleague] = hub.agents;

const signedIn = await hub.signIn(agent);
const leadIn = await hub.signIn(hub.lead);
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error as { data?: { code: string; details?: unknown } }).data ?? null,
  );

it('[PR5] the handshake refuses no token, a wrong one and another version, each with its reason', async () => {
  expect(await refusalOf(openAgentSocket(hub.url, {}))).toMatchObject({ code: 'invalid' });
  expect(await refusalOf(openAgentSocket(hub.url, { token: 'none' }))).toMatchObject({ code: 'not_signed_in' });
  expect(await refusalOf(openAgentSocket(hub.url, { token: signedIn.token, version: 99 }))).toMatchObject({
    code: 'version_unsupported',
    details: { found: 99, expected: '1' },
  });
});

it('a page of another site opens no agent socket', async () => {
  const auth = { token: signedIn.token };
  expect(await refusalOf(openAgentSocket(hub.url, auth, { origin: 'https://evil.example' }))).toMatchObject({
    code: 'forbidden',
  });
  await openAgentSocket(hub.url, auth, { origin: 'app://tsunagi' });
  await openAgentSocket(hub.url, auth, { origin: hub.url });
});

it('[SY3] a cursor is current, behind or of another generation', async () => {
  const customer = await makeCustomer(database.db);
  await makeItem(hub.app.deps, customer);
  const topic = customerTopic(customer.id);
  const raw = await openAgentSocket(hub.url, signedIn);
  const [unknown] = await raw.follow({ topic });
  const head = unknown?.head;
  expect(unknown?.mode).toBe('reload');
  expect(head?.version).toBe(1);
  const generation = head?.generation ?? '';
  const modes = async (cursor: { generation: string; version: number }) =>
    (await raw.follow({ topic, cursor }))[0]?.mode;
  expect(await modes({ generation, version: 1 })).toBe('current');
  expect(await modes({ generation, version: 0 })).toBe('behind');
  expect(await modes({ generation: randomUUID(), version: 1 })).toBe('reload');
  expect(await modes({ generation, version: 7 })).toBe('reload');
});

it('[PR5] inboxes and teams of others are refused, to agents and not to leads; unknown customers to all', async () => {
  const raw = await openAgentSocket(hub.url, signedIn);
  const lead = await openAgentSocket(hub.url, leadIn);
  const topics = [
    inboxTopic(agent.id),
    inboxTopic(colleague.id),
    teamTopic(hub.team.id),
    teamTopic(hub.otherTeam.id),
    customerTopic(randomUUID()),
  ].map((topic) => ({ topic }));
  const modes = (results: { mode: string }[]) => results.map(({ mode }) => mode);
  expect(modes(await raw.follow(...topics))).toEqual(['reload', 'refused', 'reload', 'refused', 'refused']);
  expect(modes(await lead.follow(...topics))).toEqual(['reload', 'reload', 'reload', 'reload', 'refused']);
});

it('[SY1] a committed item is pushed to followers with its version, and to nobody else', async () => {
  const customer = await makeCustomer(database.db);
  const topic = customerTopic(customer.id);
  const follower = await openAgentSocket(hub.url, signedIn);
  const other = await openAgentSocket(hub.url, signedIn);
  await follower.follow({ topic });
  const item = await makeItem(hub.app.deps, customer);
  const pushed = await eventually('the push', () => follower.events[0]);
  expect(pushed).toMatchObject({ topic, version: 1, event: { type: 'item_added', item: { id: item.id, seq: 1 } } });
  expect(other.events).toEqual([]);
});

it('[TL5] a lead reads an item for leads, an agent gets its place alone, pushed and caught up on alike', async () => {
  const customer = await makeCustomer(database.db);
  const topic = customerTopic(customer.id);
  const raw = await openAgentSocket(hub.url, signedIn);
  const lead = await openAgentSocket(hub.url, leadIn);
  const [{ head } = {}] = await raw.follow({ topic });
  await lead.follow({ topic });
  await makeItem(hub.app.deps, customer, { visibility: 'lead', direction: 'none' });
  await makeItem(hub.app.deps, customer, { visibility: 'private', audience: [agent.id], direction: 'none' });
  const itemOf = (envelope: Envelope | undefined) =>
    envelope?.event.type === 'item_added' ? envelope.event.item : null;
  await eventually('both pushes', () => raw.events.length === 2 && lead.events.length === 2);
  expect(itemOf(raw.events[0])).toEqual({ customerId: customer.id, seq: 1, hidden: true });
  expect(itemOf(lead.events[0])).toMatchObject({ seq: 1, visibility: 'lead' });
  expect(itemOf(raw.events[1])).toMatchObject({ seq: 2, visibility: 'private' });
  expect(itemOf(lead.events[1])).toEqual({ customerId: customer.id, seq: 2, hidden: true });
  const cursor = { generation: head?.generation ?? '', version: 0 };
  const caughtUp = await signedIn.query('topic.catch-up', { topic, cursor });
  expect(caughtUp).toMatchObject({ ok: true, data: { mode: 'events', events: raw.events } });
});

it('[SY3] heads are beaten out, so that a lost last event is noticed', async () => {
  const customer = await makeCustomer(database.db);
  const topic = customerTopic(customer.id);
  const raw = await openAgentSocket(hub.url, signedIn);
  await raw.follow({ topic });
  const beats: { version: number }[] = [];
  raw.socket.on('heads', ({ heads }) => beats.push(...heads.filter((head) => head.topic === topic)));
  await makeItem(hub.app.deps, customer);
  await eventually('the new head', () => beats.some(({ version }) => version === 1));
});

it('[TL2] a team hears of its rows in ticks with versions of their own', async () => {
  const customer = await makeCustomer(database.db);
  const conversation = await makeConversation(database.db, { customer, team: hub.team });
  const topic = teamTopic(hub.team.id);
  const raw = await openAgentSocket(hub.url, signedIn);
  const [{ head } = {}] = await raw.follow({ topic });
  const claimed = await signedIn.command('conversation:claim', {
    conversationId: conversation.id,
    epoch: conversation.epoch,
  });
  expect(claimed.ok).toBe(true);
  const tick = await eventually('the tick', () => raw.events.find((envelope) => envelope.topic === topic));
  expect(tick).toMatchObject({
    version: (head?.version ?? 0) + 1,
    generation: head?.generation,
    event: { type: 'rows_changed', rows: [{ conversationId: conversation.id, owner: { id: agent.id } }], gone: [] },
  });
  const cursor = { generation: head?.generation ?? '', version: head?.version ?? 0 };
  expect(await signedIn.query('topic.catch-up', { topic, cursor })).toMatchObject({
    ok: true,
    data: { mode: 'events', events: [tick] },
  });
  expect(await signedIn.query('topic.catch-up', { topic, cursor: { ...cursor, generation: 'old' } })).toMatchObject({
    ok: true,
    data: { mode: 'reload' },
  });
  expect(await signedIn.query('topic.catch-up', { topic: teamTopic(hub.otherTeam.id), cursor })).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
});

it('malformed frames are answered, and the hub goes on', async () => {
  const raw = await openAgentSocket(hub.url, signedIn);
  const ask = (event: string, body: unknown) =>
    raw.socket.timeout(ACK_MS).emitWithAck(event as 'command', body as never);
  for (const body of [
    null,
    7,
    'x',
    [],
    {},
    { id: 'no', name: 1 },
    { id: randomUUID(), name: 'x'.repeat(101), input: {} },
  ]) {
    expect(await ask('command', body)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  }
  expect(await ask('command', { id: randomUUID(), name: 'no:such', input: {} })).toMatchObject({
    ok: false,
    error: { code: 'unknown_command' },
  });
  expect(await ask('follow', { topics: [{ topic: 'board;drop' }] })).toMatchObject({
    ok: false,
    error: { code: 'invalid' },
  });
  raw.socket.emit('typing', { conversationId: 'no' } as never);
  raw.socket.emit('command', { id: randomUUID() } as never, 'not a function' as never);
  (raw.socket as unknown as { emit(name: string): void }).emit('nothing:like:it');
  expect(await ask('follow', { topics: [] })).toMatchObject({ ok: true, data: [] });
});

it('[SY2] the same id has one effect and one answer, over the socket and over HTTP; with another body it is a conflict', async () => {
  const customer = await makeCustomer(database.db);
  const raw = await openAgentSocket(hub.url, signedIn);
  const id = randomUUID();
  const input = { customerId: customer.id, text: 'Called, no answer.' };
  const frame = { id, name: 'note:add', input };
  const [first, second] = await Promise.all([raw.command(frame), raw.command(frame)]);
  const overHttp = await signedIn.command('note:add', input, id);
  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(first);
  expect(overHttp).toEqual(first);
  expect(await raw.command({ ...frame, input: { ...input, text: 'Something else.' } })).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  const page = await signedIn.query('timeline.page', { customerId: customer.id, from: { at: 'newest' } });
  expect(page.ok && page.data.items).toHaveLength(1);
});

it('a revoked session is told and its socket cut within two seconds', async () => {
  const doomed = await hub.signIn(colleague);
  const raw = await openAgentSocket(hub.url, doomed);
  let revoked = false;
  raw.socket.on('revoked', () => {
    revoked = true;
  });
  // As another hub or the command line would: straight in the database.
  await database.db
    .updateTable('auth_session')
    .set({ revoked_at: new Date() })
    .where('id', '=', doomed.authSessionId)
    .execute();
  const time = livedTime();
  onTestFinished(time.stop);
  const began = time.now();
  await eventually('the cut', () => raw.socket.disconnected);
  expect(time.now() - began).toBeLessThan(2000);
  expect(revoked).toBe(true);
  expect(await refusalOf(openAgentSocket(hub.url, doomed))).toMatchObject({ code: 'session_revoked' });
});

it('a frame of more than 64 KB ends the socket and nothing else', async () => {
  const raw = await openAgentSocket(hub.url, signedIn);
  raw.socket.emit('command', { id: randomUUID(), name: 'note:add', input: 'x'.repeat(70_000) }, () => undefined);
  await eventually('the end', () => raw.socket.disconnected);
  await openAgentSocket(hub.url, signedIn);
});
