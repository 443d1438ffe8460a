import { expect, it, onTestFinished, vi } from 'vitest';
import { connectionOf } from '#server/channels/connections/open-connection.ts';
import { runBackfill } from '#server/channels/shop/backfill.ts';
import { readPage } from '#server/channels/shop/woocommerce/woocommerce.provider.ts';
import { SIGNATURE_HEADER, signCall } from '#server/channels/webhooks/signed-call.ts';
import { closedAfterTests } from '#test/support/closed-after.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { startShopServer } from '#test/support/fake-shop-server.ts';
import { startWooCommerce, WOO, wooHook, wooOrder } from '#test/support/fake-woocommerce.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database, { work: true });
const { deps } = hub.app;
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const desk = await hub.signIn(hub.agents[0]);
const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 50 });
async function connect(adapter: string, fields: Record<string, string>) {
  const { connectionId } = dataOf(await admin.command('channel:connect', { adapter, name: adapter, fields }));
  const row = await db
    .selectFrom('channel_connection')
    .select('path_token')
    .where('id', '=', connectionId)
    .executeTakeFirstOrThrow();
  return { id: connectionId, hook: `/hooks/${adapter}/${row.path_token}` };
}
const itemsOf = (source: string) =>
  db.selectFrom('timeline_item').selectAll().where('source', '=', source).orderBy('seq').execute();
/** A conversation of who ordered it, checked for everything. */
async function atWork(connectionId: string, orderRef: string) {
  const order = await db
    .selectFrom('shop_order')
    .select('customer_id')
    .where('ref', '=', orderRef)
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow();
  const { id: conversationId } = await makeConversation(db, {
    customer: { id: order.customer_id },
    team: hub.team,
    owner: hub.agents[0],
  });
  for (const purpose of ['refund', 'inquiry', 'address_change'] as const)
    dataOf(
      await desk.command('check:record', {
        conversationId,
        epoch: 1,
        purpose,
        facts: ['phone_number', 'order_number'],
        passed: true,
      }),
    );
  return { customerId: order.customer_id, conversationId };
}

const wooShop = await closedAfterTests(startWooCommerce());
const woo = await connect('woocommerce', { baseUrl: wooShop.url, ...WOO, backfillDays: '3650' });

it('[CH2] WooCommerce: orders by signed webhook once, forged ones not at all, guests by what they typed', async () => {
  expect((await hub.fetch(woo.hook, wooHook('order.created', wooOrder(1), 'd-1'))).status).toBe(200);
  expect((await hub.fetch(woo.hook, wooHook('order.created', wooOrder(1), 'd-1'))).status).toBe(200);
  // What is told of an order one after the other is worked on side by side.
  await until(async () => expect(await itemsOf(`woocommerce:${woo.id}`)).toHaveLength(1));
  const forged = wooHook('order.created', wooOrder(2), 'd-2');
  expect((await hub.fetch(woo.hook, { ...forged, body: `${String(forged.body)} ` })).status).toBe(401);
  const refunded = wooOrder(1, {
    status: 'refunded',
    date_modified_gmt: '2026-11-15T09:00:00',
    refunds: [{ id: 5, reason: 'late', total: '-120.50' }],
  });
  await hub.fetch(woo.hook, wooHook('order.updated', refunded, 'd-3'));
  await hub.fetch(woo.hook, wooHook('order.deleted', { id: 1 }, 'd-4'));
  const rows = await until(async () => {
    const found = await itemsOf(`woocommerce:${woo.id}`);
    expect(found).toHaveLength(3);
    return found;
  });
  expect(rows.map(({ kind, data }) => [kind, (data as { state: string }).state])).toEqual([
    ['order', 'paid'],
    ['order', 'returned'],
    ['return', 'refunded'],
  ]);
});

it('WooCommerce: a backfill by pages takes each order once, and a refund whose answer was lost is found by its mark', async () => {
  dataOf(await admin.command('channel:pause', { connectionId: woo.id }));
  wooShop.pageSize.value = 10;
  for (let i = 0; i < 25; i++)
    wooShop.orders.set(String(50 + i), wooOrder(50 + i, { customer_id: 50 + i, billing: {} }));
  wooShop.misbehave.push({ match: /GET .*orders$/, how: { status: 429, retryAfter: 0.1 } });
  const runner = runBackfill(deps, await connectionOf(deps, woo.id), readPage, {
    everyMs: 50,
    firstWaitMs: 10,
    longestWaitMs: 50,
  });
  await until(async () => expect((await itemsOf(`woocommerce:${woo.id}`)).length).toBe(28));
  await runner.stop();
  dataOf(await admin.command('channel:resume', { connectionId: woo.id }));
  const { conversationId, customerId } = await atWork(woo.id, '60');
  wooShop.misbehave.push({ match: /POST .*60\/refunds/, how: 'late' });
  dataOf(
    await desk.command('shop:act', {
      conversationId,
      epoch: 1,
      connectionId: woo.id,
      orderRef: '60',
      act: { what: 'refund', amount: 20.5 },
      reason: 'broken',
    }),
  );
  await until(async () => {
    const [order] = dataOf(await desk.query('shop.orders', { customerId })).orders;
    expect(order).toMatchObject({ recent: [{ state: 'done' }], refundable: { amount: 100, currency: 'EUR' } });
    // It knows no stores, and says so by not offering them.
    expect(order?.acts).toEqual(['cancel', 'refund', 'replace', 'change_address']);
  });
  expect(wooShop.orders.get('60')?.['refunds']).toHaveLength(1);
});

const SECRET = 'a secret of thirty-two characters or more';
const order = (state: string, at: string) => ({
  externalId: `A-1:${state}`,
  kind: 'order',
  occurredAt: at,
  customer: { name: '森 はるか', contactPoints: [{ kind: 'shop', value: '9', verified: true }] },
  data: {
    number: 'A-1',
    state,
    total: { amount: 5000, currency: 'JPY' },
    items: [{ name: '豆' }],
    points: { used: 100, earned: 50 },
    coupons: ['AUTUMN'],
  },
  order: { ref: 'a1', lines: [{ ref: 'l1', sku: 'BEAN', name: '豆', quantity: 1 }] },
});

it('any other shop: events in our own signed form, acts as far as it has built them', async () => {
  const acts = new Map<string, unknown>();
  const api = await startShopServer(({ method, url, body }) => {
    if (method === 'POST' && url.pathname === '/acts') acts.set(String(body['id']), body);
    if (url.pathname.startsWith('/acts/')) return acts.has(url.pathname.slice(6)) ? { json: { state: 'done' } } : null;
    if (url.pathname === '/orders') return { json: { orders: [], next: null } };
    if (url.pathname === '/orders/a1') return { json: order('processing', '2026-11-19T12:00:00+09:00') };
    return { json: {} };
  });
  onTestFinished(api.close);
  const shop = await connect('generic_shop', { secret: SECRET, baseUrl: api.url, acts: 'hold_in_store\nrefund' });
  const post = (events: unknown[], at = new Date(), secret = SECRET) => {
    const body = JSON.stringify({ events });
    const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: signCall(secret, Buffer.from(body), at) };
    return hub.fetch(shop.hook, { method: 'POST', body, headers });
  };
  const wished = {
    externalId: 'w1',
    kind: 'cart',
    occurredAt: '2026-11-19T10:00:00+09:00',
    customer: { contactPoints: [{ kind: 'shop', value: '9', verified: true }] },
    data: { state: 'wished', items: [{ name: 'ミル' }] },
  };
  expect((await post([order('paid', '2026-11-19T10:00:00+09:00'), wished])).status).toBe(200);
  expect((await post([order('paid', '2026-11-19T10:00:00+09:00')])).status).toBe(200);
  expect((await post([wished], new Date(Date.now() - 600_000))).status).toBe(401);
  expect((await post([wished], new Date(), 'x'.repeat(40))).status).toBe(401);
  await until(async () =>
    expect((await itemsOf(`generic_shop:${shop.id}`)).map(({ kind }) => kind).sort()).toEqual(['cart', 'order']),
  );
  const { conversationId, customerId } = await atWork(shop.id, 'a1');
  api.misbehave.push({ match: /POST \/acts/, how: 'late' });
  const hold = { what: 'hold_in_store', placeId: 'shibuya', placeName: '渋谷店' } as const;
  dataOf(
    await desk.command('shop:act', {
      conversationId,
      epoch: 1,
      connectionId: shop.id,
      orderRef: 'a1',
      act: hold,
      reason: '本日受け取り',
    }),
  );
  await until(async () => {
    const [found] = dataOf(await desk.query('shop.orders', { customerId })).orders;
    expect(found).toMatchObject({
      state: 'processing',
      acts: ['refund', 'hold_in_store'],
      recent: [{ state: 'done', placeName: '渋谷店' }],
    });
  });
  expect([...acts.values()]).toMatchObject([{ what: 'hold_in_store', placeId: 'shibuya', orderRef: 'a1' }]);
});
