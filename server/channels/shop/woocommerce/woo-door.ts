import { z } from 'zod';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ShopActRequest, ShopDoor } from '#server/channels/shop-door.ts';
import type { ShopAddress, ShopLine } from '#shared/domain/shop.ts';
import type { Stock } from '#shared/domain/stock.ts';
import { patiently } from '../shop-http.ts';
import { woo } from './woo-client.ts';
import { readWooOrder, wooFacts } from './woo-order.ts';

/** The desk's mark on what it did. */
const MARK = '_tsunagi_act';
const order = (ref: string): string => `orders/${encodeURIComponent(ref)}`;
const markOf = ({ id }: ShopActRequest) => [{ key: MARK, value: id }];

/** What WooCommerce can do for the desk. It knows no stores: nothing is held in one or shipped from one. */
export const wooDoor: ShopDoor = {
  acts: ['cancel', 'refund', 'replace', 'change_address'],
  act,
  settled,
  async read(connection, ref) {
    const json = await orderJson(connection, ref);
    return json === null ? null : wooFacts(connection, readWooOrder(json));
  },
  stock: stockOf,
};

async function orderJson(connection: Connection, ref: string): Promise<unknown> {
  try {
    return (await patiently(() => woo(connection, order(ref)))).json;
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'not_found') return null;
    throw error;
  }
}

async function act(connection: Connection, request: ShopActRequest): Promise<void> {
  const { act: wanted, orderRef } = request;
  switch (wanted.what) {
    case 'cancel':
      await woo(connection, order(orderRef), {
        method: 'PUT',
        body: { status: 'cancelled', meta_data: markOf(request) },
      });
      return;
    case 'refund':
      await woo(connection, `${order(orderRef)}/refunds`, {
        method: 'POST',
        body: {
          amount: String(wanted.amount),
          reason: `${request.reason} [tsunagi:${request.id}]`,
          api_refund: true,
          meta_data: markOf(request),
        },
      });
      return;
    case 'change_address':
      await woo(connection, order(orderRef), {
        method: 'PUT',
        body: { shipping: wooAddress(wanted.address), meta_data: markOf(request) },
      });
      return;
    case 'replace':
      return replace(connection, request);
    default:
      throw new ProviderError('refused', 'not_offered', 'WooCommerce knows no stores');
  }
}

const wooAddress = (a: ShopAddress) => ({
  first_name: '',
  last_name: a.name,
  postcode: a.postalCode,
  country: a.country,
  state: a.region,
  city: a.city,
  address_1: a.line1,
  address_2: a.line2,
  ...(a.phone === undefined ? {} : { phone: a.phone }),
});

async function replace(connection: Connection, request: ShopActRequest): Promise<void> {
  if (request.act.what !== 'replace') return;
  const known = z
    .looseObject({
      customer_id: z.number().default(0),
      billing: z.unknown(),
      shipping: z.unknown(),
      currency: z.string(),
    })
    .safeParse(await orderJson(connection, request.orderRef));
  if (!known.success) throw new ProviderError('refused', 'not_found', 'the shop does not know the order');
  const lines = request.act.lines.map(({ ref, quantity }) => {
    const product = request.lines.find((line) => line.ref === ref)?.product;
    if (product === undefined) throw new ProviderError('refused', 'no_such_line', 'the order has no such product');
    const [productId, variation] = product.split('/');
    return {
      product_id: Number(productId),
      ...(variation === undefined ? {} : { variation_id: Number(variation) }),
      quantity,
      subtotal: '0',
      total: '0',
    };
  });
  const { customer_id, billing, shipping, currency } = known.data;
  const note = request.reason;
  const body = {
    customer_id,
    billing,
    shipping,
    currency,
    status: 'processing',
    line_items: lines,
    customer_note: note,
    meta_data: markOf(request),
  };
  await woo(connection, 'orders', { method: 'POST', body });
}

const marks = z.array(z.looseObject({ key: z.string(), value: z.unknown() })).default([]);
const hasMark = (list: z.infer<typeof marks>, request: ShopActRequest) =>
  list.some(({ key, value }) => key === MARK && value === request.id);

/** By what the shop says now: our mark on the order, its refunds, or a newer order. */
async function settled(connection: Connection, request: ShopActRequest): Promise<'done' | 'not_done' | 'unknown'> {
  const is = (done: boolean) => (done ? 'done' : 'not_done');
  const list = z.array(z.looseObject({ meta_data: marks, reason: z.string().nullish() }));
  if (request.act.what === 'refund') {
    const { json } = await woo(connection, `${order(request.orderRef)}/refunds?per_page=100`);
    const refunds = list.safeParse(json);
    if (!refunds.success) return 'unknown';
    return is(refunds.data.some((r) => hasMark(r.meta_data, request) || r.reason?.includes(request.id) === true));
  }
  if (request.act.what === 'replace') {
    const after = new Date(request.askedAt.getTime() - 60_000).toISOString();
    const { json } = await woo(
      connection,
      `orders?${new URLSearchParams({ after, dates_are_gmt: 'true', per_page: '100' })}`,
    );
    const orders = list.safeParse(json);
    return orders.success ? is(orders.data.some((o) => hasMark(o.meta_data, request))) : 'unknown';
  }
  const found = z.looseObject({ meta_data: marks }).safeParse(await orderJson(connection, request.orderRef));
  return found.success ? is(hasMark(found.data.meta_data, request)) : 'unknown';
}

/** WooCommerce counts each product once, for the whole shop: that is its one warehouse. */
async function stockOf(connection: Connection, lines: readonly ShopLine[]): Promise<Stock[]> {
  const schema = z.looseObject({ stock_quantity: z.number().nullish(), manage_stock: z.unknown() });
  const goods: Stock[] = [];
  for (const line of lines) {
    if (line.product === undefined) continue;
    const [product = '', variation] = line.product.split('/');
    const path = `products/${encodeURIComponent(product)}${variation === undefined ? '' : `/variations/${encodeURIComponent(variation)}`}`;
    const { json } = await patiently(() => woo(connection, path));
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw new ProviderError('retry', 'malformed_answer', 'not a product');
    const available = parsed.data.manage_stock === false ? null : (parsed.data.stock_quantity ?? null);
    goods.push({
      lineRef: line.ref,
      name: line.name,
      ...(line.sku === undefined ? {} : { sku: line.sku }),
      places: [{ id: 'shop', name: connection.name, kind: 'warehouse', available }],
    });
  }
  return goods;
}
