import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { invitedSession } from '#server/auth/visitor-sessions.ts';
import { findAtCounter } from '#server/domains/store/find.service.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { crossingDesk } from '#test/support/crossing-desk.ts';
import { testDatabase } from '#test/support/database.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const desk = await crossingDesk(database);
const { db, deps } = desk;
const hub = await testHub(database, { clock: deps.clock, seeded: desk, publicUrl: deps.publicUrl });
const clerk = await makeAgent(db, [], { role: 'clerk' });
const { id: storeId } = await db.selectFrom('store').select('id').executeTakeFirstOrThrow();
await db.updateTable('agent').set({ store_id: storeId }).where('id', '=', clerk.id).execute();
const nao = askingAs(clerk);
const EMPTY = { wants: [], done: [], promised: [], next: [], identity: [] };

async function sentToStore() {
  const begun = await desk.begin({ channel: 'phone' });
  const line = (text: string) => [{ text, items: [] }];
  const brief = {
    ...EMPTY,
    wants: line('レシートなしの交換'),
    done: line('社内の調査'),
    promised: line('本日中の対応'),
  };
  const { handoff } = dataOf(
    await desk.give(desk.me, 'handoff:offer', {
      conversationId: begun.conversation.id,
      epoch: 1,
      to: { type: 'agent', id: desk.agent.id },
      brief,
      snapshot: {},
      crossing: { channel: 'store', way: 'code' },
    }),
  );
  return { ...begun, handoff, code: handoff.invitation?.code ?? '' };
}
const find = async (text: string) => (await findAtCounter(deps, nao, text)).customers;

it('[HO6] a counter finds who was sent there by code or phone, with what is meant for it, and serving is their arrival', async () => {
  const { handoff, code, customer, conversation, pointOf } = await sentToStore();
  const [found] = await find(code.toLowerCase());
  expect(found).toMatchObject({ customerId: customer.id, expected: [{ channel: 'store', code, by: '木村' }] });
  expect(found?.expected[0]?.lines).toEqual(['レシートなしの交換', '本日中の対応']);
  expect((await find(pointOf('phone')?.value ?? '')).map((c) => c.customerId)).toContain(customer.id);
  const invitationId = found?.expected[0]?.invitationId ?? '';
  const serve = { customerId: customer.id, invitationId, text: '交換しました' };
  expect(dataOf(await desk.give(nao, 'clerk:serve', serve))).toEqual({ arrived: true });
  const after = await db.selectFrom('handoff').select('state').where('id', '=', handoff.id).executeTakeFirst();
  expect(after).toEqual({ state: 'completed' });
  const items = await db
    .selectFrom('timeline_item')
    .select(['kind', 'visibility', 'channel'])
    .where('conversation_id', '=', conversation.id)
    .orderBy('seq')
    .execute();
  expect(items.at(-1)).toEqual({ kind: 'visit', visibility: 'internal', channel: 'store' });
  expect(dataOf(await desk.give(nao, 'clerk:serve', serve))).toEqual({ arrived: false });
  expect((await find(code)).length).toBe(0);
});

it('[PR4] a clerk serves only whom they found, and sees no other’s codes', async () => {
  const { customer, conversation } = await sentToStore();
  const { id: invitationId } = await db
    .selectFrom('invitation')
    .select('id')
    .where('conversation_id', '=', conversation.id)
    .executeTakeFirstOrThrow();
  refusalOf(await desk.give(nao, 'clerk:serve', { customerId: customer.id, invitationId, text: '…' }), 'not_found');
  expect(await find('222-222-222')).toEqual([]);
});

it('[HO6] a code on the receipt leads into the chat on that matter, one at a time, and its owner stays', async () => {
  const { customer, conversation, pointOf } = await desk.begin({ channel: 'phone' });
  await find(pointOf('phone')?.value ?? '');
  const ask = { customerId: customer.id, conversationNumber: Number(conversation.number) };
  const first = dataOf(await desk.give(nao, 'clerk:receipt-code', ask));
  const second = dataOf(await desk.give(nao, 'clerk:receipt-code', ask));
  expect(second.address).toBe('https://hub.example.test/go');
  const parts = { deps: hub.app.deps, tokens: hub.app.auth.tokens, workspaceName: 'x', widgetSecret: 'x' };
  await expect(invitedSession(parts, { code: first.code }, {})).rejects.toMatchObject({ code: 'invitation_over' });
  const visitor = await invitedSession(parts, { code: second.code }, {});
  const response = await hub.fetch('/api/v1/commands/visitor:send', {
    method: 'POST',
    headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), input: { text: 'レシートのコードから来ました' } }),
  });
  expect(response.status).toBe(200);
  const now = await db.selectFrom('conversation').selectAll().where('id', '=', conversation.id).executeTakeFirst();
  expect(now).toMatchObject({ channel: 'chat', owner_agent_id: desk.agent.id });
  refusalOf(await desk.give(nao, 'clerk:receipt-code', { ...ask, conversationNumber: 1 }), 'not_found');
});

/** Somebody in the chat. */
async function visiting() {
  const visit = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { data } = (await visit.json()) as { data: { token: string; customerId: string } };
  const command = async (name: string, input: unknown) => {
    const headers = { authorization: `Bearer ${data.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ id: randomUUID(), input });
    const answer = await hub.fetch(`/api/v1/commands/${name}`, { method: 'POST', headers, body });
    return ((await answer.json()) as { error?: { code: string } }).error?.code ?? 'ok';
  };
  return { command, customerId: data.customerId };
}

/** They are asked for the number at which to call them. */
async function askedForNumber({ command, customerId }: Awaited<ReturnType<typeof visiting>>) {
  expect(await command('visitor:send', { text: '電話で話せますか' })).toBe('ok');
  const { id, epoch } = await db
    .selectFrom('conversation')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  dataOf(await desk.give(desk.me, 'conversation:claim', { conversationId: id, epoch: Number(epoch) }));
  return { id, epoch: Number(epoch) + 1 };
}

it('[HO6] a number that was typed in the chat orders the call, once, for whoever takes them over', async () => {
  const visitor = await visiting();
  const { command } = visitor;
  expect(await command('visitor:call-me', { number: '090-1234-5678' })).toBe('invitation_over');
  const { id, epoch } = await askedForNumber(visitor);
  const { options } = await desk.ways(id);
  expect(options.find((o) => o.channel === 'phone' && o.way === 'callback')).toMatchObject({ reachable: true });
  const { handoff } = dataOf(await desk.cross({ id, epoch }, { channel: 'phone', way: 'callback' }));
  const { item, invitation } = await desk.said(handoff);
  expect(item?.data).toMatchObject({ crossing: { way: 'callback', asksNumber: true } });
  expect(invitation.callback_id).toBeNull();
  expect(await command('visitor:call-me', { number: 'none' })).toBe('not_a_number');
  expect(await command('visitor:call-me', { number: '０９０−１２３４−５６７８' })).toBe('ok');
  expect(await command('visitor:call-me', { number: '090-1234-9999' })).toBe('invitation_over');
  const callback = await db.selectFrom('callback').selectAll().where('conversation_id', '=', id).execute();
  expect(callback).toMatchObject([{ number: '+819012345678', state: 'open', owner_agent_id: desk.agent.id }]);
});

it('[PR4] who types somebody else’s number gets neither their call nor a word that there is one', async () => {
  const mine = await desk.begin({ channel: 'phone' });
  const [id, now] = [deps.ids.next(), deps.clock.now()];
  await db
    .insertInto('callback')
    .values({
      id,
      number: '+819077770001',
      customer_id: mine.customer.id,
      conversation_id: mine.conversation.id,
      team_id: desk.team.id,
      reason: 'asked',
      first_at: now,
      last_at: now,
      due_at: now,
    })
    .execute();
  const callbacks = () => db.selectFrom('callback').selectAll().where('number', '=', '+819077770001').execute();
  const before = await callbacks();
  const visitor = await visiting();
  const conversation = await askedForNumber(visitor);
  dataOf(await desk.cross(conversation, { channel: 'phone', way: 'callback' }));
  expect(await visitor.command('visitor:call-me', { number: '090-7777-0001' })).toBe('ok');
  expect(await visitor.command('visitor:call-me', { number: '090-7777-0001' })).toBe('invitation_over');
  expect(await callbacks()).toEqual(before);
});
