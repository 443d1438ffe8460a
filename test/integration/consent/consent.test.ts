import { expect, it } from 'vitest';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { inWork } from '#server/work.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database);
const agent = await hub.signIn(hub.agents[0]);
const customer = await makeCustomer(db, [
  { kind: 'visitor', value: 'v-1' },
  { kind: 'phone', value: '+819012344417', verified: true },
  { kind: 'line', value: 'U1', verified: true },
]);
const { id: customerId, contactPoints } = customer;
const conversation = await makeConversation(db, { customer, team: hub.team, owner: hub.agents[0] });

const record = (channel: 'chat' | 'sms', purpose: 'service' | 'marketing' | 'all', granted: boolean) =>
  agent.command('consent:record', {
    customerId,
    channel,
    purpose,
    granted,
    source: 'phone',
    evidence: '電話でお申し出',
  });
const send = async () => {
  const { epoch } = await db
    .selectFrom('conversation')
    .select('epoch')
    .where('id', '=', conversation.id)
    .executeTakeFirstOrThrow();
  return agent.command('message:send', {
    conversationId: conversation.id,
    epoch: Number(epoch),
    text: 'x',
    seen: { [customerId]: 1000 },
  });
};
const waysOf = async () => {
  const answer = await agent.query('customer.reachability', { customerId });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
};

it('[PR2] a consent is an item on the thread, and the newest word decides about a send', async () => {
  const withdrawn = await record('chat', 'all', false);
  expect(withdrawn).toMatchObject({ ok: true, data: { item: { kind: 'consent', visibility: 'internal' } } });
  const refused = await send();
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'consent_withdrawn', details: { channel: 'chat', purpose: 'all' } },
  });
  expect((refused as { error: { message: string } }).error.message).toContain('撤回');
  await record('chat', 'service', true);
  // Nobody asked in it: it is advertising, and that is still withdrawn.
  expect(await send()).toMatchObject({ ok: false, error: { code: 'consent_withdrawn' } });
  await record('chat', 'marketing', true);
  expect((await send()).ok).toBe(true);
});

it('an answer to the customer’s own question leaves whatever they said of advertising', async () => {
  await record('chat', 'marketing', false);
  expect(await send()).toMatchObject({
    ok: false,
    error: { code: 'consent_withdrawn', details: { purpose: 'marketing' } },
  });
  await db
    .updateTable('timeline_item')
    .set({ direction: 'in' })
    .where('conversation_id', '=', conversation.id)
    .where('kind', '=', 'message')
    .execute();
  expect((await send()).ok).toBe(true);
});

it('[PR2] a word that comes late stands on the thread and changes nothing newer', async () => {
  await record('sms', 'all', false);
  await inWork(hub.app.deps, async (work) => {
    await lockCustomer(work, customerId);
    await appendItem(work, {
      customerId,
      kind: 'consent',
      data: { channel: 'sms', purpose: 'all', granted: true },
      channel: 'sms',
      direction: 'none',
      visibility: 'internal',
      author: { type: 'system' },
      occurredAt: new Date('2020-01-01T00:00:00Z'),
    });
  });
  const { consents } = await waysOf();
  expect(consents.filter(({ channel }) => channel === 'sms')).toMatchObject([{ granted: false, source: 'phone' }]);
});

it('says by which channels a customer is reached now, and why not by the others', async () => {
  const { ways } = await waysOf();
  const by = Object.fromEntries(ways.map((way) => [way.channel, way]));
  expect(by['chat']).toMatchObject({ reachable: true, contactPoint: { id: contactPoints[0]?.id } });
  expect(by['email']).toEqual({
    channel: 'email',
    reachable: false,
    reasons: [{ code: 'no_contact_point', stops: true }],
  });
  const codes = (channel: string) => by[channel]?.reasons.map(({ code }) => code);
  expect(codes('line')).toContain('not_connected');
  expect(codes('sms')).toEqual(expect.arrayContaining(['not_connected', 'consent_withdrawn']));
  await db.updateTable('contact_point').set({ blocked_at: new Date() }).where('kind', '=', 'visitor').execute();
  expect((await waysOf()).ways.find(({ channel }) => channel === 'chat')).toMatchObject({
    reachable: false,
    reasons: expect.arrayContaining([{ code: 'blocked_by_us', stops: true }]),
  });
});

it('[PR2] [ID3] tells of everything that was said on the thread, whichever of its records it was said to', async () => {
  const other = await makeCustomer(db, [{ kind: 'email', value: 'hanako@example.jp' }]);
  const saidToOther = { customerId: other.id, channel: 'email', purpose: 'marketing', source: 'email' } as const;
  await agent.command('consent:record', { ...saidToOther, granted: true });
  expect((await waysOf()).consents.some(({ channel }) => channel === 'email')).toBe(false);

  const joined = await agent.command('identity:join', { customerId, otherId: other.id });
  expect(joined.ok).toBe(true);
  const { consents } = await waysOf();
  expect(consents.filter(({ channel }) => channel === 'email')).toMatchObject([{ granted: true, source: 'email' }]);
  expect(await agent.query('customer.reachability', { customerId: other.id })).toMatchObject({
    ok: true,
    data: { consents },
  });

  // The newest word is the thread's, and one channel and purpose has one.
  await agent.command('consent:record', { ...saidToOther, customerId, granted: false, source: 'other' });
  const mail = (await waysOf()).consents.filter(({ channel }) => channel === 'email');
  expect(mail).toMatchObject([{ granted: false, source: 'other' }]);
});

it('[PR5] is not for somebody who may not read threads', async () => {
  const stranger = await hub.fetch('/api/v1/queries/customer.reachability', { method: 'POST', body: '{}' });
  expect(stranger.status).toBe(401);
});
