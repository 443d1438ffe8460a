import { expect, it } from 'vitest';
import { findConnection } from '#server/channels/connections/connections.repository.ts';
import { closedConnection } from '#server/channels/connections/open-connection.ts';
import { hear } from '#server/channels/hear.ts';
import { takeTillEvent } from '#server/channels/store/take-till-event.service.ts';
import { tillEventSchema } from '#server/channels/store/till-events.ts';
import { inWork } from '#server/work.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database);
const { deps } = hub.app;
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const clerk = await hub.signIn(await makeAgent(db, [], { role: 'clerk', name: 'Nao' }));
const otherClerk = await hub.signIn(await makeAgent(db, [], { role: 'clerk' }));
const [mine] = hub.agents;
const desk = await hub.signIn(mine);

const connectionId = dataOf(
  await admin.command('channel:connect', { adapter: 'pos', name: 'Tills', fields: { secret: 'x'.repeat(40) } }),
).connectionId;
const record = await findConnection(db, connectionId);
if (record === null) throw new Error('it is connected');
const tills = closedConnection(record);
const ginza = dataOf(await admin.command('store:save', { code: 'GINZA', name: '銀座店' })).storeId;
const shibuya = dataOf(await admin.command('store:save', { code: 'SHIBUYA', name: '渋谷店' })).storeId;
await admin.command('store:place-clerk', { agentId: clerk.agent.id, storeId: ginza });
await admin.command('store:place-clerk', { agentId: otherClerk.agent.id, storeId: shibuya });

const till = (over: object) =>
  takeTillEvent(
    deps,
    tills,
    tillEventSchema.parse({
      id: 'R-1',
      type: 'purchase',
      at: '2026-11-20T13:00:00+09:00',
      store: 'GINZA',
      items: [{ name: '豆' }],
      ...over,
    }),
  );
const bought = await till({ receiptNumber: 'R-1', customer: { loyalty: '0042-1187', name: '中村 さくら' } });
const sakura = bought.item?.customerId ?? '';
const find = async (who: typeof clerk, text: string) => dataOf(await who.query('clerk.find', { text }));

it('a clerk finds by the whole card or receipt, never by a part, and every view is on record [PR1]', async () => {
  expect((await find(clerk, '００４２-1187')).customers[0]).toMatchObject({
    customerId: sakura,
    name: '中村 さくら',
    counter: [{ kind: 'purchase', store: 'GINZA', words: '豆', receiptNumber: 'R-1' }],
  });
  expect((await find(clerk, 'R-1')).customers).toHaveLength(1);
  expect((await find(clerk, '0042')).customers).toEqual([]);
  expect((await find(clerk, '中村 さ')).customers).toEqual([]);
  const views = await db
    .selectFrom('view_record')
    .select(['actor_type', 'reason'])
    .where('customer_id', '=', sakura)
    .execute();
  expect(views).toEqual([
    { actor_type: 'clerk', reason: 'counter GINZA' },
    { actor_type: 'clerk', reason: 'counter GINZA' },
  ]);
});

it('a clerk acts on whom they found at the counter, and on nobody else [PR5]', async () => {
  const stranger = (await till({ id: 'R-9', receiptNumber: 'R-9', customer: { loyalty: '9' } })).item?.customerId ?? '';
  const note = { customerId: stranger, what: 'note', text: 'x' } as const;
  refusalOf(await clerk.command('clerk:note', note), 'not_found');
  refusalOf(await desk.command('clerk:note', note), 'forbidden');
  refusalOf(await clerk.query('customer.open', { customerId: sakura, limit: 5 }), 'forbidden');
});

it('what a clerk hands over waits in the queue with its words, and stays inside', async () => {
  const answer = await clerk.command('clerk:hand-to-desk', { customerId: sakura, text: 'レシートなしの交換希望' });
  const { conversationNumber } = dataOf(answer);
  const row = await db
    .selectFrom('conversation')
    .select(['channel', 'preview', 'customer_waits_since', 'customer_id'])
    .where('number', '=', conversationNumber)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ channel: 'store', preview: 'レシートなしの交換希望', customer_id: sakura });
  expect(row.customer_waits_since).not.toBeNull();
  const item = await db
    .selectFrom('timeline_item')
    .select(['visibility', 'author', 'direction'])
    .where('customer_id', '=', sakura)
    .where('kind', '=', 'message')
    .executeTakeFirstOrThrow();
  expect(item).toMatchObject({
    visibility: 'internal',
    direction: 'in',
    author: { type: 'agent', name: 'Nao (銀座店)' },
  });
  const again = dataOf(await clerk.command('clerk:hand-to-desk', { customerId: sakura, text: 'まだお待ちです' }));
  expect(again.conversationNumber).toBe(conversationNumber);
});

it('the desk asks a store; one answer comes back into the conversation that asked', async () => {
  const customer = { id: sakura };
  const { id: conversationId } = await makeConversation(db, { customer, team: hub.team, owner: mine });
  await makeItem(deps, customer, { conversationId, data: { text: '在庫はありますか' } });
  const ask = { conversationId, epoch: 1, storeId: ginza, text: 'K2-T の在庫は？' };
  const { questionId } = dataOf(await desk.command('store:ask', ask));
  const waiting = dataOf(await clerk.query('clerk.me', {}));
  expect(waiting.questions).toMatchObject([{ id: questionId, text: 'K2-T の在庫は？', customerName: '中村 さくら' }]);
  expect(dataOf(await otherClerk.query('clerk.me', {})).questions).toEqual([]);
  const reply = { questionId, text: '3点あります' };
  refusalOf(await otherClerk.command('clerk:answer', reply), 'not_found');
  const answers = await Promise.all([clerk.command('clerk:answer', reply), clerk.command('clerk:answer', reply)]);
  expect(answers.filter((a) => a.ok)).toHaveLength(1);
  const items = await db
    .selectFrom('timeline_item')
    .select(['data', 'conversation_id'])
    .where('conversation_id', '=', conversationId)
    .where('channel', '=', 'store')
    .where('direction', '=', 'in')
    .execute();
  expect(items).toMatchObject([{ data: { text: '3点あります' } }]);
  expect(dataOf(await desk.query('store.questions', { conversationId })).questions).toMatchObject([
    { state: 'answered', answer: '3点あります', answeredBy: 'Nao' },
  ]);
});

it('a purchase without a card belongs to who shows the receipt, once', async () => {
  await till({ id: 'R-77', receiptNumber: 'R-77' });
  await find(clerk, '0042-1187');
  expect((await find(clerk, 'R-77')).unclaimed).toMatchObject([{ receiptNumber: 'R-77', words: '豆' }]);
  const claim = { customerId: sakura, receiptNumber: 'R-77' };
  const claims = await Promise.all([
    clerk.command('clerk:claim-receipt', claim),
    clerk.command('clerk:claim-receipt', claim),
  ]);
  expect(claims.map((c) => dataOf(c).claimed).sort()).toEqual([0, 1]);
  expect((await find(clerk, 'R-77')).customers[0]?.customerId).toBe(sakura);
  expect(await till({ id: 'R-77', receiptNumber: 'R-77' })).toEqual({ status: 'duplicate' });
});

it('[TL3] a receipt that was claimed is one purchase, also when its till learns later whose it is', async () => {
  const purchases = async (receipt: string) =>
    (await db.selectFrom('timeline_item').select('data').where('kind', '=', 'purchase').execute()).filter(
      ({ data }) => (data as { receiptNumber?: string }).receiptNumber === receipt,
    ).length;
  await till({ id: 'R-78', receiptNumber: 'R-78' });
  await find(clerk, '0042-1187');
  dataOf(await clerk.command('clerk:claim-receipt', { customerId: sakura, receiptNumber: 'R-78' }));
  const named = { id: 'R-78', receiptNumber: 'R-78', customer: { loyalty: '0042-1187' } };
  expect(await till(named)).toMatchObject({ status: 'duplicate' });
  expect(await purchases('R-78')).toBe(1);
  await till({ id: 'R-79', receiptNumber: 'R-79' });
  expect(await till({ ...named, id: 'R-79', receiptNumber: 'R-79' })).toMatchObject({ status: 'accepted' });
  expect((await find(clerk, 'R-79')).unclaimed).toEqual([]);
});

it('a receipt of the same number from another store stays where it is', async () => {
  await till({ id: '1', receiptNumber: '0001' });
  await till({ id: '1', receiptNumber: '0001', store: '渋谷店' });
  await find(clerk, '0042-1187');
  const claim = { customerId: sakura, receiptNumber: '0001' };
  expect(dataOf(await clerk.command('clerk:claim-receipt', claim)).claimed).toBe(1);
  const [left, ...more] = (await find(clerk, '0001')).unclaimed;
  expect([left?.store, more]).toEqual(['渋谷店', []]);
  const shown = { store: '渋谷店', at: left?.at ?? '' };
  const wrong = { ...claim, shown: { ...shown, store: 'GINZA' } };
  expect(dataOf(await clerk.command('clerk:claim-receipt', wrong)).claimed).toBe(0);
  expect(dataOf(await clerk.command('clerk:claim-receipt', { ...claim, shown })).claimed).toBe(1);
});

it('a `-` where a till asks for a number names nobody', async () => {
  expect(await till({ id: 'R-80', receiptNumber: 'R-80', customer: { phone: '-' } })).toEqual({ status: 'unclaimed' });
});

it('a connection that receipts stand on is not removed: it can be paused', async () => {
  refusalOf(await admin.command('channel:remove', { connectionId }), 'connection_in_use');
});

it('[TL3] what a connection brought twice is one item, whoever is named in the repetition', async () => {
  const heard = {
    externalId: 'same',
    kind: 'visit',
    data: { store: 'GINZA' },
    direction: 'none',
    occurredAt: new Date(),
    points: [{ kind: 'loyalty', value: '0042-1187', verified: true }],
  } as const;
  const first = await inWork(deps, (work) => hear(work, tills, heard));
  const points = [{ kind: 'loyalty', value: 'somebody else', verified: true }] as const;
  const second = await inWork(deps, (work) => hear(work, tills, { ...heard, points }));
  expect(second).toMatchObject({ itemId: first.itemId, customerId: sakura, duplicate: true });
});
