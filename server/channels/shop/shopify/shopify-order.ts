import { z } from 'zod';
import type { Heard } from '#server/channels/hear.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ShopFacts } from '#server/channels/shop-door.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { carrierName } from '../carriers.ts';

const id = z.union([z.number(), z.string()]).transform(String);
const decimal = z.union([z.number(), z.string()]).transform(Number).pipe(z.number().finite());
const at = z.iso.datetime({ offset: true });
const text = z.string().nullish();

const person = z
  .object({
    id: id.optional(),
    email: text,
    phone: text,
    first_name: text,
    last_name: text,
    /** The customer has opened the link in a mail of the shop. */
    verified_email: z.boolean().nullish(),
  })
  .nullish();
export type ShopifyPerson = z.infer<typeof person>;

const line = z.object({
  id,
  variant_id: id.nullish(),
  sku: text,
  name: z.string().catch('?'),
  quantity: z.number(),
  price: decimal.optional(),
});

const fulfilment = z.object({
  id,
  status: text,
  shipment_status: text,
  tracking_company: text,
  tracking_number: text,
  tracking_numbers: z.array(z.string()).optional(),
  created_at: at,
  updated_at: at.nullish(),
});

const refund = z.object({
  id,
  created_at: at,
  note: text,
  transactions: z.array(z.object({ amount: decimal, kind: text, status: text })).default([]),
  refund_line_items: z.array(z.object({ quantity: z.number(), line_item: line.nullish() })).default([]),
});

/** An order as the Admin API and its webhooks tell it, as far as it is read. */
export const shopifyOrderSchema = z.object({
  id,
  name: z.string().min(1),
  created_at: at,
  updated_at: at,
  cancelled_at: at.nullish(),
  currency: z.string().length(3),
  current_total_price: decimal.nullish(),
  total_price: decimal,
  financial_status: text,
  fulfillment_status: text,
  payment_gateway_names: z.array(z.string()).default([]),
  email: text,
  phone: text,
  customer_locale: text,
  customer: person,
  line_items: z.array(line).max(500).default([]),
  fulfillments: z.array(fulfilment).default([]),
  refunds: z.array(refund).default([]),
  discount_codes: z.array(z.object({ code: z.string() })).default([]),
  note: text,
  tags: text,
});
export type ShopifyOrder = z.infer<typeof shopifyOrderSchema>;

/** Reads an order. Throws `refused` for what is none: a topic's header is not signed, so the body has to say it. */
export function readShopifyOrder(json: unknown): ShopifyOrder {
  const parsed = shopifyOrderSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProviderError('refused', 'malformed', `not an order: ${z.prettifyError(parsed.error).slice(0, 300)}`);
}

/** Ids of one shop are not those of another. */
export const shopPoint = (connection: Pick<Connection, 'id'>, customer: string): string =>
  `${connection.id}:${customer}`;

/**
 * What the shop says of who ordered. Its own id is the shop's word; an address counts as verified only where the account
 * says that it was confirmed, a phone number never: it is typed at the checkout ([ID2]).
 */
export function shopifyPoints(
  connection: Pick<Connection, 'id'>,
  person: ShopifyPerson,
  typed: { readonly email?: string | null | undefined; readonly phone?: string | null | undefined } = {},
): Heard['points'] {
  const email = person?.email ?? typed.email;
  const isConfirmed = person?.verified_email === true && person.email != null;
  const phone = person?.phone ?? typed.phone;
  return [
    ...(person?.id === undefined
      ? []
      : [{ kind: 'shop' as const, value: shopPoint(connection, person.id), verified: true }]),
    ...(email == null || email === '' ? [] : [{ kind: 'email' as const, value: email, verified: isConfirmed }]),
    ...(phone == null || phone === '' ? [] : [{ kind: 'phone' as const, value: phone, verified: false }]),
  ];
}

export function nameOf(person: ShopifyPerson, locale: string | null | undefined): string | undefined {
  const family = person?.last_name ?? '';
  const given = person?.first_name ?? '';
  const isJapanese =
    locale?.startsWith('ja') === true || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(family);
  const name = (isJapanese ? [family, given] : [given, family]).filter((part) => part !== '').join(' ');
  return name === '' ? undefined : name.slice(0, 200);
}

const localeOf = (given: string | null | undefined): 'ja' | 'en' | undefined => {
  if (given?.startsWith('ja')) return 'ja';
  return given?.startsWith('en') ? 'en' : undefined;
};

const DELIVERED = 'delivered';

function stateOf(o: ShopifyOrder): ItemData<'order'>['state'] {
  if (o.cancelled_at != null) return 'cancelled';
  const gone = o.fulfillments.filter(({ status }) => status !== 'cancelled' && status !== 'failure');
  if (o.fulfillment_status === 'fulfilled') {
    return gone.length > 0 && gone.every((f) => f.shipment_status === DELIVERED) ? 'delivered' : 'shipped';
  }
  if (o.fulfillment_status === 'restocked') return 'returned';
  if (o.fulfillment_status === 'partial') return 'processing';
  return o.financial_status === 'pending' || o.financial_status === 'authorized' ? 'placed' : 'paid';
}

const SHIPMENT: Readonly<Record<string, ItemData<'shipment'>['state']>> = {
  label_printed: 'prepared',
  label_purchased: 'prepared',
  ready_for_pickup: 'prepared',
  confirmed: 'handed_over',
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  attempted_delivery: 'failed',
  delivered: 'delivered',
  failure: 'failed',
};

/** An order in the hub's words, with what happened to it. */
export function shopifyFacts(connection: Pick<Connection, 'id' | 'name'>, o: ShopifyOrder): ShopFacts {
  const money = (amount: number) => ({ amount, currency: o.currency });
  const head = {
    direction: 'none' as const,
    points: shopifyPoints(connection, o.customer, o),
    name: nameOf(o.customer, o.customer_locale),
    locale: localeOf(o.customer_locale),
    author: { type: 'integration' as const, name: connection.name },
  };
  const state = stateOf(o);
  const tracking = o.fulfillments.flatMap((f) =>
    numbersOf(f).map((number) => ({
      ...(f.tracking_company ? { carrier: carrierName(f.tracking_company) } : {}),
      number,
    })),
  );
  const goods = (items: readonly z.infer<typeof line>[]) =>
    items.map((l) => ({
      name: l.name.slice(0, 500) || '?',
      quantity: Math.max(l.quantity, 1),
      ...(l.sku ? { sku: l.sku } : {}),
      ...(l.price === undefined ? {} : { price: money(l.price) }),
    }));
  const refunded = o.refunds.reduce((sum, r) => sum + amountOf(r), 0);
  const coupons = o.discount_codes.map(({ code }) => code).slice(0, 20);
  return {
    order: {
      ref: o.id,
      number: o.name,
      updatedAt: new Date(o.updated_at),
      refunded,
      lines: o.line_items.map((l) => ({
        ref: l.id,
        name: l.name,
        quantity: l.quantity,
        ...(l.variant_id ? { product: l.variant_id } : {}),
        ...(l.sku ? { sku: l.sku } : {}),
        ...(l.price === undefined ? {} : { price: money(l.price) }),
      })),
    },
    state: {
      ...head,
      kind: 'order',
      externalId: `order:${o.id}:${state}:${Date.parse(o.updated_at)}`,
      occurredAt: new Date(o.updated_at),
      data: {
        number: o.name,
        state,
        total: money(o.total_price),
        items: goods(o.line_items),
        placedAt: o.created_at,
        place: connection.name,
        ...(o.payment_gateway_names.length > 0 ? { payment: o.payment_gateway_names.join(', ').slice(0, 200) } : {}),
        ...(tracking.length > 0 ? { tracking: tracking.slice(0, 50) } : {}),
        ...(coupons.length > 0 ? { coupons } : {}),
      },
    },
    events: [
      ...o.fulfillments.flatMap((f): Heard[] => {
        const shipment = f.status === 'cancelled' ? 'failed' : (SHIPMENT[f.shipment_status ?? ''] ?? 'handed_over');
        const changed = f.updated_at ?? f.created_at;
        const numbers = numbersOf(f);
        return (numbers.length > 0 ? numbers : [undefined]).map((number) => ({
          ...head,
          kind: 'shipment',
          externalId: `shipment:${f.id}:${number ?? ''}:${shipment}`,
          occurredAt: new Date(changed),
          data: {
            orderNumber: o.name,
            state: shipment,
            ...(f.tracking_company ? { carrier: carrierName(f.tracking_company) } : {}),
            ...(number === undefined ? {} : { trackingNumber: number }),
          },
        }));
      }),
      ...o.refunds.map(
        (r): Heard => ({
          ...head,
          kind: 'return',
          externalId: `refund:${r.id}`,
          occurredAt: new Date(r.created_at),
          data: {
            orderNumber: o.name,
            state: 'refunded',
            refund: money(amountOf(r)),
            items: goods(
              r.refund_line_items.flatMap((l) => (l.line_item ? [{ ...l.line_item, quantity: l.quantity }] : [])),
            ),
            ...(r.note ? { reason: withoutRef(r.note) } : {}),
          },
        }),
      ),
    ],
  };
}

const numbersOf = (f: z.infer<typeof fulfilment>): string[] => {
  const all = f.tracking_numbers ?? [];
  return [...new Set(all.length > 0 ? all : [f.tracking_number ?? ''])].filter((n) => n !== '');
};

/** What really went back: failed transactions gave nothing. */
const amountOf = (r: z.infer<typeof refund>): number =>
  r.transactions
    .filter(({ kind, status }) => (kind ?? 'refund') === 'refund' && status !== 'failure' && status !== 'error')
    .reduce((sum, t) => sum + t.amount, 0);

/** The desk's own mark in a note says nothing to people. */
const withoutRef = (note: string): string => note.replace(/\s*\[tsunagi:[0-9a-f-]+\]/g, '').slice(0, 2000);
