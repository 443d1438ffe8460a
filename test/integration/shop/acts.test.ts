import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { type KnownOrder, shopDesk } from '#test/support/shop-desk.ts';

const database = await testDatabase();
const { db } = database;
const { hub, shop, admin, desk, colleague, connectionId, known, act, check } = await shopDesk(database);
const [mine] = hub.agents;
const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 50 });
type Known = KnownOrder;
const refundsOf = (k: Known) => shop.orders.get(k.orderRef)?.['refunds'] as unknown[];
const recent = async (k: Known) =>
  dataOf(await desk.query('shop.orders', { customerId: k.customerId })).orders[0]?.recent ?? [];
const overIn = (k: Known, state: string) => until(async () => expect((await recent(k))[0]).toMatchObject({ state }));

it('[PR6] a refund is locked until the check for it, names it, and a check for a question is none', async () => {
  const k = await known(1);
  expect(refusalOf(await act(k, { what: 'refund', amount: 100 }), 'check_needed').details).toMatchObject({
    purpose: 'refund',
    standing: 'none',
  });
  dataOf(await check(k, 'inquiry'));
  refusalOf(await act(k, { what: 'refund', amount: 100 }), 'check_needed');
  refusalOf(
    await desk.command('check:record', {
      conversationId: k.conversationId,
      epoch: 1,
      purpose: 'refund',
      facts: ['phone_number'],
      passed: true,
    }),
    'invalid',
  );
  refusalOf(
    await colleague.command('check:record', {
      conversationId: k.conversationId,
      epoch: 1,
      purpose: 'refund',
      facts: [],
      passed: false,
    }),
    'not_owner',
  );
  dataOf(await check(k));
  dataOf(await act(k, { what: 'refund', amount: 100 }));
  await overIn(k, 'done');
  const identity = await db
    .selectFrom('timeline_item')
    .select(['data', 'visibility'])
    .where('customer_id', '=', k.customerId)
    .where('kind', '=', 'identity')
    .orderBy('seq')
    .execute();
  expect(identity.at(-1)).toMatchObject({
    visibility: 'internal',
    data: { event: 'checked', check: { purpose: 'refund', needed: 2 } },
  });
});

it('[HO6] a check that came over from another channel, or ran out, is not enough for money', async () => {
  const k = await known(2);
  dataOf(await check(k));
  const of = async () =>
    dataOf(await desk.query('check.state', { conversationId: k.conversationId })).purposes.find(
      (p) => p.purpose === 'refund',
    )?.standing;
  expect(await of()).toBe('enough');
  await db
    .updateTable('identity_check')
    .set({ channel: 'line' })
    .where('conversation_id', '=', k.conversationId)
    .execute();
  expect(await of()).toBe('carried');
  refusalOf(await act(k, { what: 'refund', amount: 1 }), 'check_needed');
  await db
    .updateTable('identity_check')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('conversation_id', '=', k.conversationId)
    .execute();
  expect(await of()).toBe('expired');
});

it('[SY2] one command is one refund, and what became of it stands on the thread: who, why, how much', async () => {
  const k = await known(3);
  dataOf(await check(k));
  const id = randomUUID();
  const answers = await Promise.all([
    act(k, { what: 'refund', amount: 5000 }, id),
    act(k, { what: 'refund', amount: 5000 }, id),
    act(k, { what: 'refund', amount: 5000 }, id),
  ]);
  expect(new Set(answers.map((a) => dataOf(a).actId)).size).toBe(1);
  await overIn(k, 'done');
  expect(refundsOf(k)).toHaveLength(1);
  const items = await db
    .selectFrom('timeline_item')
    .select(['kind', 'data', 'author', 'visibility'])
    .where('customer_id', '=', k.customerId)
    .where('kind', 'in', ['order', 'return'])
    .orderBy('seq')
    .execute();
  const told = items.find((item) => 'act' in (item.data as object));
  expect(told).toMatchObject({
    visibility: 'internal',
    author: { type: 'agent', id: mine.id },
    data: { act: { what: 'refund', result: 'done', reason: 'ひび割れ', amount: { amount: 5000, currency: 'JPY' } } },
  });
  await until(async () => {
    const [order] = dataOf(await desk.query('shop.orders', { customerId: k.customerId })).orders;
    expect(order?.refundable).toEqual({ amount: 43_900, currency: 'JPY' });
  });
});

it('a refund above the role’s limit is refused, in one piece or in several', async () => {
  const k = await known(4);
  dataOf(await check(k));
  expect(refusalOf(await act(k, { what: 'refund', amount: 30_001 }), 'over_limit').details).toMatchObject({
    amount: '¥30,001',
    limit: '¥30,000',
  });
  refusalOf(await act(k, { what: 'cancel' }), 'over_limit');
  dataOf(await act(k, { what: 'refund', amount: 20_000 }));
  await overIn(k, 'done');
  refusalOf(await act(k, { what: 'refund', amount: 10_001 }), 'over_limit');
  refusalOf(await act(k, { what: 'refund', amount: 48_901 }), 'not_offered');
  dataOf(await admin.command('shop:save-refund-limit', { role: 'agent', currency: 'JPY', amount: 100_000 }));
  dataOf(await act(k, { what: 'refund', amount: 10_001 }));
  await overIn(k, 'done');
  refusalOf(
    await desk.command('shop:save-refund-limit', { role: 'agent', currency: 'JPY', amount: 9_000_000 }),
    'forbidden',
  );
});

it('[CH3] an act whose answer was lost is unknown, found out by reading the order, and never asked for again', async () => {
  const k = await known(5);
  dataOf(await check(k));
  shop.misbehave.push({ match: /POST .*\/5\/refunds/, how: 'late' });
  dataOf(await act(k, { what: 'refund', amount: 700 }));
  await overIn(k, 'done');
  expect(refundsOf(k)).toHaveLength(1);
  shop.misbehave.push({ match: /POST .*\/5\/refunds/, how: 'late_malformed' });
  dataOf(await act(k, { what: 'refund', amount: 800 }));
  await until(async () => expect((await recent(k)).filter((a) => a.state === 'done')).toHaveLength(2));
  expect(refundsOf(k)).toHaveLength(2);
});

it('[CH3] what the shop surely did not take is asked for again after its pause; a refusal is final and says why', async () => {
  const k = await known(6);
  dataOf(await check(k));
  shop.misbehave.push(
    { match: /POST .*\/6\/refunds/, how: { status: 429, retryAfter: 0.2 } },
    { match: /POST .*\/6\/refunds/, how: { status: 503 } },
  );
  dataOf(await act(k, { what: 'refund', amount: 900 }));
  await overIn(k, 'done');
  expect(refundsOf(k)).toHaveLength(1);
  shop.misbehave.push({ match: /POST .*\/6\/refunds/, how: { status: 422 } });
  dataOf(await act(k, { what: 'refund', amount: 100 }));
  await overIn(k, 'failed');
  const [last] = await recent(k);
  expect(last).toMatchObject({ error: 'refused' });
  expect(refundsOf(k)).toHaveLength(1);
});

it('one act at a time on an order, only for the customer’s own, only by the owner', async () => {
  const k = await known(7);
  dataOf(await check(k));
  dataOf(await check(k, 'inquiry'));
  // It stays open for as long as this lasts.
  shop.misbehave.push({ match: /POST .*\/7\/refunds/, how: { status: 429, retryAfter: 600 } });
  dataOf(await act(k, { what: 'refund', amount: 100 }));
  refusalOf(await act(k, { what: 'refund', amount: 200 }), 'act_open');
  refusalOf(await act({ ...k, orderRef: '1' }, { what: 'refund', amount: 1 }), 'not_found');
  const input = {
    conversationId: k.conversationId,
    epoch: 1,
    connectionId,
    orderRef: '7',
    act: { what: 'refund', amount: 1 },
    reason: 'x',
  } as const;
  refusalOf(await colleague.command('shop:act', input), 'not_owner');
});

it('an address is changed, goods are held in a store and replaced, and none of it leaves an address behind', async () => {
  const k = await known(8);
  dataOf(await check(k));
  dataOf(await check(k, 'inquiry'));
  dataOf(await check(k, 'address_change'));
  const address = { name: '佐藤 美咲', postalCode: '150-0001', country: 'JP', city: '渋谷区', line1: '神宮前1-1' };
  dataOf(await act(k, { what: 'change_address', address: { ...address, region: '東京都', line2: '' } }));
  await overIn(k, 'done');
  expect(shop.orders.get('8')?.['shipping_address']).toMatchObject({ zip: '150-0001', address1: '神宮前1-1' });
  dataOf(await act(k, { what: 'hold_in_store', placeId: '2', placeName: '渋谷店' }));
  await until(async () => expect((await recent(k)).filter((a) => a.state === 'done')).toHaveLength(2));
  expect(
    shop.seen.some(
      ({ path, body }) => path.includes('/move.json') && JSON.stringify(body).includes('"new_location_id":2'),
    ),
  ).toBe(true);
  dataOf(await act(k, { what: 'replace', lines: [{ ref: '80', quantity: 1 }] }));
  await until(async () => expect((await recent(k)).filter((a) => a.state === 'done')).toHaveLength(3));
  const kept = await db.selectFrom('shop_act').select('details').where('order_ref', '=', '8').execute();
  expect(kept.map(({ details }) => details)).toEqual([{}, {}, {}]);
});

it('stock is told by store and warehouse with its age, and a reply that offers an empty store is warned about', async () => {
  const k = await known(9);
  const stock = dataOf(await desk.query('shop.stock', { connectionId, orderRef: '9' }));
  expect(stock.goods[0]?.places.map((p) => [p.name, p.kind, p.available])).toEqual([
    ['銀座店', 'store', 0],
    ['渋谷店', 'store', 3],
    ['東京倉庫', 'warehouse', 41],
  ]);
  expect(Math.abs(Date.now() - Date.parse(stock.asOf))).toBeLessThan(60_000);
  const notices = async (text: string) =>
    dataOf(await desk.query('shop.check-reply', { conversationId: k.conversationId, text })).notices;
  expect(await notices('銀座店でお受け取りいただけます。')).toMatchObject([
    { code: 'no_stock_in_store', level: 'warn' },
  ]);
  expect(await notices('渋谷店でお受け取りいただけます。')).toEqual([]);
  expect(await notices('銀座店の営業時間は19時までです。')).toEqual([]);
});

it('a checklist is changed by an administrator who saw its newest state', async () => {
  const list = dataOf(await admin.query('check.lists', {})).lists.find((l) => l.purpose === 'refund');
  if (list === undefined) throw new Error('it is seeded');
  const { purpose, facts, revision, minutes } = list;
  expect(
    dataOf(await admin.command('check:save-list', { purpose, facts, minutes, needed: 1, revision })).revision,
  ).toBe(revision + 1);
  refusalOf(
    await admin.command('check:save-list', { purpose, facts, minutes, needed: 3, revision }),
    'changed_meanwhile',
  );
  refusalOf(
    await admin.command('check:save-list', { purpose, facts, minutes, needed: 9, revision: revision + 1 }),
    'invalid',
  );
  refusalOf(
    await desk.command('check:save-list', { purpose, facts, minutes, needed: 1, revision: revision + 1 }),
    'forbidden',
  );
});
