import { bodySignature } from '#server/channels/shop/body-signature.ts';
import { startShopServer } from './fake-shop-server.ts';

export const WOO = { consumerKey: 'ck_test', consumerSecret: 'cs_test', secret: 'woo-webhook-secret' } as const;
type Json = Record<string, unknown>;

/** An order as `wc/v3` tells it. */
export const wooOrder = (id: number, over: Json = {}): Json => ({
  id,
  number: String(id),
  status: 'processing',
  currency: 'EUR',
  date_created_gmt: '2026-11-14T10:02:00',
  date_modified_gmt: '2026-11-14T10:02:00',
  total: '120.50',
  customer_id: 12,
  payment_method_title: 'Card',
  billing: {
    first_name: 'Ava',
    last_name: 'Moore',
    email: 'ava@example.test',
    phone: '+81 90-1234-4417',
    country: 'IE',
  },
  shipping: {},
  line_items: [{ id: id * 10, product_id: 31, variation_id: 0, sku: 'CUP', name: 'Cup', quantity: 2, price: 60.25 }],
  refunds: [],
  meta_data: [],
  ...over,
});

/** A shop of WooCommerce's shape: `wc/v3` over orders in memory, with pages, and its acts; until it is closed. */
export async function startWooCommerce() {
  const orders = new Map<string, Json>();
  const pageSize = { value: 100 };
  const right = `Basic ${Buffer.from(`${WOO.consumerKey}:${WOO.consumerSecret}`).toString('base64')}`;
  const server = await startShopServer(({ method, url, body, headers }) => {
    if (headers.authorization !== right) return { status: 401, json: { message: 'bad key' } };
    const path = url.pathname.replace('/wp-json/wc/v3/', '');
    if (path === 'orders' && method === 'GET') {
      const page = Number(url.searchParams.get('page') ?? '1');
      const all = [...orders.values()];
      const from = (page - 1) * pageSize.value;
      const headers = { 'x-wp-totalpages': String(Math.max(1, Math.ceil(all.length / pageSize.value))) };
      return { json: all.slice(from, from + pageSize.value), headers };
    }
    if (path === 'orders') {
      const id = 7000 + orders.size;
      orders.set(String(id), { ...wooOrder(id), ...body });
      return { status: 201, json: orders.get(String(id)) };
    }
    if (path.startsWith('products/')) return { json: { stock_quantity: 4, manage_stock: true } };
    const [, id = '', rest = ''] = /^orders\/([^/]+)(.*)$/.exec(path) ?? [];
    const order = orders.get(id);
    if (order === undefined) return null;
    const refunds = order['refunds'] as Json[];
    if (rest === '/refunds' && method === 'GET') return { json: refunds };
    if (rest === '/refunds') {
      refunds.push({
        id: 800 + refunds.length,
        reason: body['reason'],
        total: `-${body['amount']}`,
        meta_data: body['meta_data'],
      });
    } else if (method === 'PUT') Object.assign(order, body);
    if (method !== 'GET') order['date_modified_gmt'] = '2026-11-14T11:00:00';
    return { json: order };
  });
  return { ...server, orders, pageSize };
}

/** A webhook as WooCommerce sends it. */
export const wooHook = (topic: string, payload: unknown, id: string): RequestInit => {
  const body = JSON.stringify(payload);
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-delivery-id': id,
      'x-wc-webhook-signature': bodySignature(WOO.secret, Buffer.from(body)),
    },
  };
};
