import { z } from 'zod';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ShopActRequest, ShopDoor } from '#server/channels/shop-door.ts';
import type { ShopAddress } from '#shared/domain/shop.ts';
import type { Stock } from '#shared/domain/stock.ts';
import { patiently } from '../shop-http.ts';
import { shopify } from './shopify-client.ts';
import { readShopifyOrder, type ShopifyOrder, shopifyFacts } from './shopify-order.ts';

const id = z.union([z.number(), z.string()]).transform(String);

/** What Shopify's Admin API can do for the desk. Holding in a store moves the order to it and says so on the order. */
export const shopifyDoor: ShopDoor = {
  acts: ['cancel', 'refund', 'replace', 'change_address', 'hold_in_store', 'ship_from_store'],
  act: (connection, request) => DO[request.act.what](connection, request),
  settled,
  async read(connection, ref) {
    const order = await readOrder(connection, ref);
    return order === null ? null : shopifyFacts(connection, order);
  },
  stock: stockOf,
};

const markOf = ({ id: actId }: ShopActRequest): string => `[tsunagi:${actId}]`;
const order = (ref: string): string => `orders/${encodeURIComponent(ref)}`;

/** What comes back is not JSON that says so: the shop may have done it. */
function parsed<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new ProviderError('retry', 'malformed_answer', z.prettifyError(result.error).slice(0, 200));
}

async function readOrder(connection: Connection, ref: string): Promise<ShopifyOrder | null> {
  try {
    const { json } = await patiently(() => shopify(connection, `${order(ref)}.json`));
    return readShopifyOrder(parsed(z.object({ order: z.unknown() }), json).order);
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'not_found') return null;
    throw error;
  }
}

type Do = (connection: Connection, request: ShopActRequest) => Promise<void>;
const DO: Readonly<Record<ShopActRequest['act']['what'], Do>> = {
  async cancel(connection, request) {
    await shopify(connection, `${order(request.orderRef)}/cancel.json`, {
      method: 'POST',
      body: { reason: 'customer', note: markOf(request) },
    });
  },
  async refund(connection, request) {
    if (request.act.what !== 'refund') return;
    const { json } = await shopify(connection, `${order(request.orderRef)}/transactions.json`);
    const paid = z.object({
      transactions: z.array(z.object({ id, kind: z.string(), status: z.string(), gateway: z.string() })),
    });
    const from = parsed(paid, json).transactions.find(
      (t) => (t.kind === 'sale' || t.kind === 'capture') && t.status === 'success',
    );
    if (from === undefined) throw new ProviderError('refused', 'not_paid', 'the order has no payment to give back');
    const { amount } = request.act;
    await shopify(connection, `${order(request.orderRef)}/refunds.json`, {
      method: 'POST',
      body: {
        refund: {
          note: `${request.reason} ${markOf(request)}`,
          notify: true,
          currency: request.currency,
          transactions: [{ parent_id: from.id, amount: String(amount), kind: 'refund', gateway: from.gateway }],
        },
      },
    });
  },
  async replace(connection, request) {
    if (request.act.what !== 'replace') return;
    const { json } = await shopify(connection, `${order(request.orderRef)}.json`);
    const known = parsed(
      z.object({
        order: z.looseObject({ customer: z.unknown(), shipping_address: z.unknown(), currency: z.string() }),
      }),
      json,
    ).order;
    const lines = request.act.lines.map(({ ref, quantity }) => {
      const line = request.lines.find((l) => l.ref === ref);
      if (line?.product === undefined)
        throw new ProviderError('refused', 'no_such_line', 'the order has no such product');
      return { variant_id: Number(line.product), quantity, price: '0' };
    });
    const customer = z.object({ id: z.number() }).safeParse(known.customer);
    await shopify(connection, 'orders.json', {
      method: 'POST',
      body: {
        order: {
          line_items: lines,
          currency: known.currency,
          financial_status: 'paid',
          ...(customer.success ? { customer: { id: customer.data.id } } : {}),
          shipping_address: known.shipping_address,
          source_identifier: request.id,
          note: `${request.reason} ${markOf(request)}`,
          tags: 'tsunagi-replacement',
        },
      },
    });
  },
  async change_address(connection, request) {
    if (request.act.what !== 'change_address') return;
    const body = { order: { id: request.orderRef, shipping_address: shopifyAddress(request.act.address) } };
    await shopify(connection, `${order(request.orderRef)}.json`, { method: 'PUT', body });
  },
  hold_in_store: move,
  ship_from_store: move,
};

const shopifyAddress = (a: ShopAddress) => ({
  name: a.name,
  zip: a.postalCode,
  country_code: a.country,
  province: a.region,
  city: a.city,
  address1: a.line1,
  address2: a.line2,
  ...(a.phone === undefined ? {} : { phone: a.phone }),
});

const fulfilmentOrders = z.object({
  fulfillment_orders: z.array(z.object({ id, status: z.string(), assigned_location_id: id.nullish() })),
});

async function openFulfilments(connection: Connection, ref: string) {
  const { json } = await shopify(connection, `${order(ref)}/fulfillment_orders.json`);
  return parsed(fulfilmentOrders, json).fulfillment_orders.filter(
    (f) => f.status === 'open' || f.status === 'scheduled',
  );
}

async function move(connection: Connection, request: ShopActRequest): Promise<void> {
  const { act } = request;
  if (act.what !== 'hold_in_store' && act.what !== 'ship_from_store') return;
  const open = await openFulfilments(connection, request.orderRef);
  if (open.length === 0)
    throw new ProviderError('refused', 'nothing_to_ship', 'nothing of the order is left to hand out');
  for (const { id: fulfilmentId, assigned_location_id: there } of open) {
    if (there === act.placeId) continue;
    await shopify(connection, `fulfillment_orders/${fulfilmentId}/move.json`, {
      method: 'POST',
      body: { fulfillment_order: { new_location_id: Number(act.placeId) } },
    });
  }
  const what = act.what === 'hold_in_store' ? 'Hold for pickup' : 'Ship from';
  const note = `${what}: ${act.placeName}. ${request.reason} ${markOf(request)}`;
  await shopify(connection, `${order(request.orderRef)}.json`, {
    method: 'PUT',
    body: { order: { id: request.orderRef, note } },
  });
}

const marked = z.object({
  order: z.looseObject({
    cancelled_at: z.string().nullish(),
    note: z.string().nullish(),
    shipping_address: z
      .looseObject({
        address1: z.string().nullish(),
        zip: z.string().nullish(),
        name: z.string().nullish(),
        address2: z.string().nullish(),
      })
      .nullish(),
    refunds: z.array(z.looseObject({ note: z.string().nullish() })).default([]),
  }),
});

/** By what the order says now: our mark in a note, the cancellation itself, the address itself. */
async function settled(connection: Connection, request: ShopActRequest): Promise<'done' | 'not_done' | 'unknown'> {
  const { act } = request;
  if (act.what === 'replace') return (await hasReplacement(connection, request)) ? 'done' : 'not_done';
  const { json } = await shopify(connection, `${order(request.orderRef)}.json`);
  const found = parsed(marked, json).order;
  const is = (done: boolean) => (done ? 'done' : 'not_done');
  switch (act.what) {
    case 'cancel':
      return is(found.cancelled_at != null);
    case 'refund':
      return is(found.refunds.some(({ note }) => note?.includes(markOf(request)) === true));
    case 'change_address': {
      const to = found.shipping_address;
      const { name, postalCode, line1, line2 } = act.address;
      return is(to?.name === name && to.zip === postalCode && to.address1 === line1 && (to.address2 ?? '') === line2);
    }
    case 'hold_in_store':
    case 'ship_from_store':
      return is(found.note?.includes(markOf(request)) === true);
  }
}

async function hasReplacement(connection: Connection, request: ShopActRequest): Promise<boolean> {
  const since = new Date(request.askedAt.getTime() - 60_000).toISOString();
  const query = new URLSearchParams({
    status: 'any',
    limit: '250',
    created_at_min: since,
    fields: 'id,note,source_identifier',
  });
  const { json } = await shopify(connection, `orders.json?${query}`);
  const list = z.object({
    orders: z.array(z.looseObject({ note: z.string().nullish(), source_identifier: z.string().nullish() })),
  });
  return parsed(list, json).orders.some(
    (o) => o.source_identifier === request.id || o.note?.includes(markOf(request)) === true,
  );
}

/** Stock of each line at each location. A location whose name is among the warehouses of the settings is one. */
async function stockOf(connection: Connection, lines: Parameters<NonNullable<ShopDoor['stock']>>[1]): Promise<Stock[]> {
  const counted = lines.filter((line) => line.product !== undefined);
  if (counted.length === 0) return [];
  const ask = (path: string) => patiently(() => shopify(connection, path));
  const places = parsed(
    z.object({ locations: z.array(z.object({ id, name: z.string(), active: z.boolean().default(true) })) }),
    (await ask('locations.json')).json,
  ).locations;
  const items = new Map<string, string>();
  for (const product of new Set(counted.map((line) => line.product ?? ''))) {
    const { json } = await ask(`variants/${encodeURIComponent(product)}.json`);
    items.set(
      product,
      parsed(z.object({ variant: z.object({ inventory_item_id: id }) }), json).variant.inventory_item_id,
    );
  }
  const query = new URLSearchParams({ inventory_item_ids: [...items.values()].join(','), limit: '250' });
  const level = z.object({ inventory_item_id: id, location_id: id, available: z.number().nullable() });
  const levels = parsed(
    z.object({ inventory_levels: z.array(level) }),
    (await ask(`inventory_levels.json?${query}`)).json,
  ).inventory_levels;
  const warehouses = listOf(connection.settings['warehouses']);
  return counted.map((line) => ({
    lineRef: line.ref,
    name: line.name,
    ...(line.sku === undefined ? {} : { sku: line.sku }),
    places: places
      .filter(({ active }) => active)
      .map((place) => ({
        id: place.id,
        name: place.name,
        kind: warehouses.includes(place.name) ? ('warehouse' as const) : ('store' as const),
        available:
          levels.find((l) => l.location_id === place.id && l.inventory_item_id === items.get(line.product ?? ''))
            ?.available ?? null,
      })),
  }));
}

export const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
