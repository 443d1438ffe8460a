import { expect, it, vi } from 'vitest';
import { connectionOf } from '#server/channels/connections/open-connection.ts';
import { runBackfill } from '#server/channels/shop/backfill.ts';
import { readPage } from '#server/channels/shop/shopify/shopify.provider.ts';
import { closedAfterTests } from '#test/support/closed-after.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { SHOPIFY_SECRET, SHOPIFY_TOKEN, shopifyHook, shopifyOrder, startShopify } from '#test/support/fake-shopify.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database, { work: true, publicUrl: 'https://hub.test' });
const shop = await closedAfterTests(startShopify());
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const desk = await hub.signIn(hub.agents[0]);
const fields = { baseUrl: shop.url, accessToken: SHOPIFY_TOKEN, secret: SHOPIFY_SECRET, backfillDays: '3650' };
const connect = async (name: string) => {
  const made = dataOf(await admin.command('channel:connect', { adapter: 'shopify', name, fields }));
  const { path_token } = await db
    .selectFrom('channel_connection')
    .select('path_token')
    .where('id', '=', made.connectionId)
    .executeTakeFirstOrThrow();
  return { id: made.connectionId, hook: `/hooks/shopify/${path_token}` };
};
const north = await connect('North Roastery');
/** A hub that does nothing by itself: what a test runs is all that reads a shop there. */
const apart = await testDatabase();
const idle = await testHub(apart);
const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 50 });
const items = () =>
  db.selectFrom('timeline_item').selectAll().where('source', '=', `shopify:${north.id}`).orderBy('seq').execute();
const settled = () =>
  until(async () => {
    const open = await db.selectFrom('webhook_event').select(['error']).where('state', '=', 'new').execute();
    expect(open).toEqual([]);
  });

it('[CH2] an order told by webhook stands on the thread of its account, once, whatever is repeated', async () => {
  const hook = shopifyHook('orders/create', shopifyOrder(1), 'w-1');
  expect((await hub.fetch(north.hook, hook)).status).toBe(200);
  expect((await hub.fetch(north.hook, hook)).status).toBe(200);
  // The id is not signed: the same under another one is kept and changes nothing.
  expect((await hub.fetch(north.hook, shopifyHook('orders/create', shopifyOrder(1), 'w-1-again'))).status).toBe(200);
  await settled();
  const rows = await items();
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    kind: 'order',
    data: { number: '#W1', state: 'paid', total: { amount: 48_900, currency: 'JPY' } },
  });
  const points = await db
    .selectFrom('contact_point_link as l')
    .innerJoin('contact_point as p', 'p.id', 'l.contact_point_id')
    .select(['p.kind', 'p.value', 'l.verified_by'])
    .where('l.customer_id', '=', rows[0]?.customer_id ?? '')
    .orderBy('p.kind')
    .execute();
  expect(points.map((p) => [p.kind, p.value, p.verified_by !== null])).toEqual([
    ['email', 'misaki.s@example.jp', true],
    ['shop', `${north.id}:77`, true],
  ]);
});

it('[CH2] another secret, another body and no signature are refused without a word', async () => {
  const good = shopifyHook('orders/create', shopifyOrder(2), 'w-x', 'somebody else');
  expect((await hub.fetch(north.hook, good)).status).toBe(401);
  const { 'x-shopify-hmac-sha256': _, ...bare } = good.headers as Record<string, string>;
  expect((await hub.fetch(north.hook, { ...good, headers: bare })).status).toBe(401);
  expect(await db.selectFrom('webhook_event').select('id').where('event_id', '=', 'w-x').execute()).toEqual([]);
});

it('the newest state stands, whatever the order of arrival, and each state is an item', async () => {
  const shipped = shopifyOrder(3, {
    updated_at: '2026-11-16T09:00:00+09:00',
    fulfillment_status: 'fulfilled',
    fulfillments: [
      {
        id: 41,
        status: 'success',
        shipment_status: 'delivered',
        tracking_company: 'ヤマト運輸',
        tracking_number: '4417-2290-1183',
        created_at: '2026-11-15T10:00:00+09:00',
      },
    ],
  });
  await hub.fetch(north.hook, shopifyHook('orders/fulfilled', shipped, 'w-3b'));
  await settled();
  await hub.fetch(north.hook, shopifyHook('orders/create', shopifyOrder(3), 'w-3a'));
  await settled();
  const mine = (await items()).filter(({ data }) => JSON.stringify(data).includes('#W3'));
  expect(mine.map(({ kind }) => kind).sort()).toEqual(['order', 'order', 'shipment']);
  const panel = dataOf(await desk.query('customer.panel', { customerId: mine[0]?.customer_id ?? '' }));
  const card = panel.orders.cards.find((c) => c.number === '#W3');
  expect(card).toMatchObject({
    state: 'delivered',
    shipments: [{ carrier: 'Yamato', trackingNumber: '4417-2290-1183' }],
  });
  const { orders } = dataOf(await desk.query('shop.orders', { customerId: mine[0]?.customer_id ?? '' }));
  expect(orders.find((o) => o.number === '#W3')).toMatchObject({ state: 'delivered', acts: ['refund', 'replace'] });
});

it('a refund told alone is read as its whole order; a cart left and a subscription stand beside', async () => {
  const refund = {
    id: 51,
    created_at: '2026-11-17T10:00:00+09:00',
    note: 'crack',
    transactions: [{ amount: '8900', kind: 'refund', status: 'success' }],
    refund_line_items: [],
  };
  shop.orders.set('4', shopifyOrder(4, { refunds: [refund], updated_at: '2026-11-17T10:00:00+09:00' }));
  await hub.fetch(north.hook, shopifyHook('refunds/create', { id: 51, order_id: 4 }, 'w-4'));
  const checkout = {
    token: 'tok',
    created_at: '2026-11-18T10:00:00+09:00',
    updated_at: '2026-11-18T10:00:00+09:00',
    currency: 'JPY',
    total_price: '1200',
    customer: { id: 77 },
    line_items: [{ title: 'Filter', quantity: 2 }],
  };
  await hub.fetch(north.hook, shopifyHook('checkouts/update', checkout, 'w-5'));
  await hub.fetch(north.hook, shopifyHook('checkouts/update', { ...checkout, total_price: '1300' }, 'w-6'));
  await hub.fetch(
    north.hook,
    shopifyHook(
      'subscription_contracts/create',
      { id: 8, status: 'ACTIVE', customer_id: 77, updated_at: '2026-11-18T10:00:00+09:00' },
      'w-7',
    ),
  );
  await settled();
  const rows = await items();
  expect(rows.filter((r) => r.kind === 'return')).toMatchObject([
    { data: { orderNumber: '#W4', state: 'refunded', refund: { amount: 8900 }, reason: 'crack' } },
  ]);
  expect(rows.filter((r) => r.kind === 'cart')).toMatchObject([{ data: { state: 'left' } }]);
  expect(rows.filter((r) => r.kind === 'subscription')).toMatchObject([{ data: { state: 'started' } }]);
});

it('what can not be read is quarantined or failed with its reason, and stops nothing', async () => {
  const body = 'not json';
  const hook = shopifyHook('orders/create', 0, 'w-bad');
  const { bodySignature } = await import('#server/channels/shop/body-signature.ts');
  const headers = {
    ...(hook.headers as Record<string, string>),
    'x-shopify-hmac-sha256': bodySignature(SHOPIFY_SECRET, Buffer.from(body)),
  };
  expect((await hub.fetch(north.hook, { ...hook, body, headers })).status).toBe(200);
  expect(await db.selectFrom('quarantine').select('reason').where('connection_id', '=', north.id).execute()).toEqual([
    { reason: 'malformed' },
  ]);
  await hub.fetch(north.hook, shopifyHook('orders/create', { id: 9, hello: true }, 'w-odd'));
  const failed = await until(async () =>
    db
      .selectFrom('webhook_event')
      .select(['state', 'error'])
      .where('event_id', '=', 'w-odd')
      .where('state', '=', 'failed')
      .executeTakeFirstOrThrow(),
  );
  expect(failed.error).toContain('not an order');
});

it('a backfill that is interrupted goes on where it stood, through pauses and faults, each order once', async () => {
  const { deps } = idle.app;
  const owner = await idle.signIn(await makeAgent(apart.db, [], { role: 'admin' }));
  const made = await owner.command('channel:connect', { adapter: 'shopify', name: 'South Roastery', fields });
  const south = { id: dataOf(made).connectionId };
  shop.orders.clear();
  shop.pageSize.value = 7;
  for (let i = 0; i < 40; i++) shop.orders.set(String(100 + i), shopifyOrder(100 + i));
  shop.misbehave.push(
    { match: /GET .*orders\.json/, how: { status: 429, retryAfter: 0.1 } },
    { match: /GET .*orders\.json/, how: 'malformed' },
    { match: /GET .*orders\.json/, how: { status: 503 } },
    { match: /GET .*orders\.json/, how: 'cut' },
  );
  const timing = { everyMs: 20, firstWaitMs: 10, longestWaitMs: 50 };
  const orders = async () =>
    Number(
      (
        await apart.db
          .selectFrom('shop_order')
          .select(apart.db.fn.countAll().as('n'))
          .where('connection_id', '=', south.id)
          .executeTakeFirstOrThrow()
      ).n,
    );
  const first = runBackfill(deps, await connectionOf(deps, south.id), readPage, timing);
  await until(async () => expect(await orders()).toBeGreaterThanOrEqual(14));
  await first.stop();
  const stood = await connectionOf(deps, south.id);
  expect(stood.cursor['since']).toBeDefined();
  const second = runBackfill(deps, stood, readPage, timing);
  await until(async () => expect(await orders()).toBe(40));
  await second.stop();
  const kept = await apart.db
    .selectFrom('timeline_item')
    .select('external_id')
    .where('source', '=', `shopify:${south.id}`)
    .execute();
  expect(kept).toHaveLength(40);
  expect(new Set(kept.map((row) => row.external_id)).size).toBe(40);
});
