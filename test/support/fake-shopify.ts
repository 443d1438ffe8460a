import { bodySignature } from '#server/channels/shop/body-signature.ts';
import { startShopServer } from './fake-shop-server.ts';

export const SHOPIFY_TOKEN = 'shpat_test';
export const SHOPIFY_SECRET = 'shpss_test_client_secret';

type Json = Record<string, unknown>;

/** An order as Shopify's Admin API tells it. */
export const shopifyOrder = (id: number, over: Json = {}): Json => ({
  id,
  name: `#W${id}`,
  created_at: '2026-11-14T19:02:00+09:00',
  updated_at: '2026-11-14T19:02:00+09:00',
  currency: 'JPY',
  total_price: '48900',
  financial_status: 'paid',
  fulfillment_status: null,
  payment_gateway_names: ['card'],
  email: 'misaki.s@example.jp',
  customer_locale: 'ja',
  customer: { id: 77, email: 'misaki.s@example.jp', first_name: '美咲', last_name: '佐藤', verified_email: true },
  line_items: [{ id: id * 10, variant_id: 501, sku: 'K2-W', name: 'Kissa 2, walnut', quantity: 1, price: '48900' }],
  fulfillments: [],
  refunds: [],
  ...over,
});

/** A shop of Shopify's shape: its Admin API over orders in memory, pages, a bucket, locations, stock, and its acts; until it is closed. */
export async function startShopify() {
  const orders = new Map<string, Json>();
  const pageSize = { value: 250 };
  const stock: Record<string, number> = { '1': 0, '2': 3, '9': 41 };
  let nextRefund = 900;
  const bump = (order: Json) => {
    order['updated_at'] = new Date(Date.parse(String(order['updated_at'])) + 60_000).toISOString();
  };
  const server = await startShopServer(({ method, url, body, headers }) => {
    if (headers['x-shopify-access-token'] !== SHOPIFY_TOKEN) return { status: 401, json: { errors: 'bad token' } };
    const path = url.pathname.replace('/admin/api/2025-01/', '');
    if (path === 'shop.json') return { json: { shop: { name: 'North Roastery' } } };
    if (path === 'orders.json' && method === 'GET') {
      const info = url.searchParams.get('page_info');
      const since = url.searchParams.get('updated_at_min') ?? '1970-01-01T00:00:00Z';
      const all = [...orders.values()].filter(
        (o) => info !== null || Date.parse(String(o['updated_at'])) >= Date.parse(since),
      );
      const from = Number(info ?? '0');
      const next = from + pageSize.value;
      const link =
        next < all.length ? { link: `<https://elsewhere.test/x?page_info=${next}&limit=250>; rel="next"` } : {};
      return { json: { orders: all.slice(from, next) }, headers: { ...link, 'x-shopify-shop-api-call-limit': '3/40' } };
    }
    if (path === 'orders.json') {
      const id = 5000 + orders.size;
      orders.set(String(id), {
        ...shopifyOrder(id),
        ...(body['order'] as unknown as Json),
        updated_at: new Date().toISOString(),
      });
      return { status: 201, json: { order: orders.get(String(id)) } };
    }
    if (path === 'locations.json')
      return {
        json: {
          locations: [
            { id: 1, name: '銀座店', active: true },
            { id: 2, name: '渋谷店', active: true },
            { id: 9, name: '東京倉庫', active: true },
          ],
        },
      };
    if (path.startsWith('variants/')) return { json: { variant: { inventory_item_id: 601 } } };
    if (path === 'inventory_levels.json')
      return {
        json: {
          inventory_levels: Object.entries(stock).map(([id, available]) => ({
            inventory_item_id: 601,
            location_id: Number(id),
            available,
          })),
        },
      };
    if (/^fulfillment_orders\/\d+\/move\.json$/.test(path)) return { json: {} };
    const [, id = '', rest = ''] = /^orders\/([^/.]+)(.*)\.json$/.exec(path) ?? [];
    const order = orders.get(id);
    if (order === undefined) return null;
    if (rest === '/transactions')
      return { json: { transactions: [{ id: 1, kind: 'sale', status: 'success', gateway: 'card' }] } };
    if (rest === '/fulfillment_orders')
      return { json: { fulfillment_orders: [{ id: 31, status: 'open', assigned_location_id: 9 }] } };
    if (rest === '/cancel') order['cancelled_at'] = new Date().toISOString();
    if (rest === '/refunds') {
      const given = body['refund'] as unknown as Json;
      const refunds = order['refunds'] as Json[];
      refunds.push({ ...given, id: nextRefund++, created_at: new Date().toISOString() });
      order['financial_status'] = 'partially_refunded';
    }
    if (method === 'PUT') Object.assign(order, body.order);
    if (method !== 'GET') bump(order);
    return { json: { order } };
  });
  return { ...server, orders, pageSize, stock };
}

/** A webhook as Shopify sends it. */
export const shopifyHook = (topic: string, payload: unknown, id: string, secret = SHOPIFY_SECRET): RequestInit => {
  const body = JSON.stringify(payload);
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': id,
      'x-shopify-hmac-sha256': bodySignature(secret, Buffer.from(body)),
    },
  };
};
