import { z } from 'zod';
import type { Heard } from '#server/channels/hear.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ShopFacts } from '#server/channels/shop-door.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { carrierName } from '../carriers.ts';

const id = z.union([z.number(), z.string()]).transform(String);
const decimal = z.union([z.number(), z.string()]).transform(Number).pipe(z.number().finite());
/** WooCommerce tells GMT without saying so. */
const gmt = z
  .string()
  .transform((text) => (/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))
  .pipe(z.iso.datetime({ offset: true }));
const meta = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);

const line = z.object({
  id,
  product_id: id.nullish(),
  variation_id: id.nullish(),
  sku: z.string().nullish(),
  name: z.string().catch('?'),
  quantity: z.number(),
  price: decimal.nullish(),
});

export const wooOrderSchema = z.object({
  id,
  number: z.union([z.string(), z.number()]).transform(String),
  status: z.string(),
  currency: z.string().length(3),
  date_created_gmt: gmt,
  date_modified_gmt: gmt,
  date_completed_gmt: gmt.nullish(),
  total: decimal,
  customer_id: id.default('0'),
  payment_method_title: z.string().nullish(),
  billing: z
    .object({
      first_name: z.string().nullish(),
      last_name: z.string().nullish(),
      email: z.string().nullish(),
      phone: z.string().nullish(),
      country: z.string().nullish(),
    })
    .default({}),
  line_items: z.array(line).max(500).default([]),
  refunds: z.array(z.object({ id, reason: z.string().nullish(), total: decimal })).default([]),
  coupon_lines: z.array(z.object({ code: z.string() })).default([]),
  meta_data: meta,
});
export type WooOrder = z.infer<typeof wooOrderSchema>;

/** Reads an order. Throws `refused` for what is none. */
export function readWooOrder(json: unknown): WooOrder {
  const parsed = wooOrderSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProviderError('refused', 'malformed', `not an order: ${z.prettifyError(parsed.error).slice(0, 300)}`);
}

const STATE: Readonly<Record<string, ItemData<'order'>['state']>> = {
  pending: 'placed',
  'on-hold': 'placed',
  'checkout-draft': 'placed',
  processing: 'paid',
  completed: 'shipped',
  delivered: 'delivered',
  cancelled: 'cancelled',
  failed: 'cancelled',
  refunded: 'returned',
  trash: 'cancelled',
};

/** Guests have the id 0 and are nobody's account. An address typed at the checkout is what somebody said ([ID2]). */
export function wooPoints(
  connection: Pick<Connection, 'id'>,
  {
    customerId,
    email,
    phone,
  }: { customerId: string; email?: string | null | undefined; phone?: string | null | undefined },
): Heard['points'] {
  return [
    ...(customerId === '0' ? [] : [{ kind: 'shop' as const, value: `${connection.id}:${customerId}`, verified: true }]),
    ...(email ? [{ kind: 'email' as const, value: email, verified: false }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone, verified: false }] : []),
  ];
}

export function wooName(
  first: string | null | undefined,
  last: string | null | undefined,
  country: string | null | undefined,
): string | undefined {
  const parts = country === 'JP' ? [last, first] : [first, last];
  const name = parts.filter((part) => part != null && part !== '').join(' ');
  return name === '' ? undefined : name.slice(0, 200);
}

/** What the shipment-tracking plugin keeps on an order, if the shop has it. */
function trackingOf(o: WooOrder): { carrier?: string; number: string; at?: number }[] {
  const kept = o.meta_data.find(({ key }) => key === '_wc_shipment_tracking_items')?.value;
  const item = z.object({
    tracking_number: z.string().min(1),
    tracking_provider: z.string().optional(),
    custom_tracking_provider: z.string().optional(),
    date_shipped: z.coerce.number().optional(),
  });
  const list = z.array(item).safeParse(kept);
  if (!list.success) return [];
  return list.data.slice(0, 50).map((t) => {
    const carrier = t.tracking_provider || t.custom_tracking_provider;
    return {
      number: t.tracking_number,
      ...(carrier ? { carrier: carrierName(carrier) } : {}),
      ...(t.date_shipped === undefined ? {} : { at: t.date_shipped * 1000 }),
    };
  });
}

/** An order in the hub's words, with what happened to it. */
export function wooFacts(connection: Pick<Connection, 'id' | 'name'>, o: WooOrder): ShopFacts {
  const money = (amount: number) => ({ amount, currency: o.currency });
  const head = {
    direction: 'none' as const,
    points: wooPoints(connection, { customerId: o.customer_id, ...o.billing }),
    name: wooName(o.billing.first_name, o.billing.last_name, o.billing.country),
    author: { type: 'integration' as const, name: connection.name },
  };
  const state = STATE[o.status] ?? 'processing';
  const number = `#${o.number}`;
  const tracking = trackingOf(o);
  const changed = new Date(o.date_modified_gmt);
  return {
    order: {
      ref: o.id,
      number,
      updatedAt: changed,
      refunded: o.refunds.reduce((sum, r) => sum + Math.abs(r.total), 0),
      lines: o.line_items.map((l) => ({
        ref: l.id,
        name: l.name,
        quantity: l.quantity,
        ...productOf(l),
        ...(l.sku ? { sku: l.sku } : {}),
        ...(l.price == null ? {} : { price: money(l.price) }),
      })),
    },
    state: {
      ...head,
      kind: 'order',
      externalId: `order:${o.id}:${state}:${changed.getTime()}`,
      occurredAt: changed,
      data: {
        number,
        state,
        total: money(o.total),
        items: o.line_items.map((l) => ({
          name: l.name.slice(0, 500) || '?',
          quantity: Math.max(l.quantity, 1),
          ...(l.sku ? { sku: l.sku } : {}),
          ...(l.price == null ? {} : { price: money(l.price) }),
        })),
        placedAt: o.date_created_gmt,
        place: connection.name,
        ...(o.payment_method_title ? { payment: o.payment_method_title } : {}),
        ...(tracking.length > 0 ? { tracking: tracking.map(({ at: _at, ...parcel }) => parcel) } : {}),
        ...(o.coupon_lines.length > 0 ? { coupons: o.coupon_lines.map(({ code }) => code).slice(0, 20) } : {}),
      },
    },
    events: [
      ...tracking.map(
        (parcel): Heard => ({
          ...head,
          kind: 'shipment',
          externalId: `shipment:${o.id}:${parcel.number}`,
          occurredAt: new Date(Math.min(parcel.at ?? changed.getTime(), changed.getTime())),
          data: {
            orderNumber: number,
            state: 'handed_over',
            trackingNumber: parcel.number,
            ...(parcel.carrier === undefined ? {} : { carrier: parcel.carrier }),
          },
        }),
      ),
      ...o.refunds.map(
        (r): Heard => ({
          ...head,
          kind: 'return',
          externalId: `refund:${r.id}`,
          occurredAt: changed,
          data: {
            orderNumber: number,
            state: 'refunded',
            refund: money(Math.abs(r.total)),
            ...(r.reason ? { reason: r.reason.replace(/\s*\[tsunagi:[0-9a-f-]+\]/g, '').slice(0, 2000) } : {}),
          },
        }),
      ),
    ],
  };
}

function productOf(l: z.infer<typeof line>): { product?: string } {
  const product = l.variation_id && l.variation_id !== '0' ? `${l.product_id}/${l.variation_id}` : l.product_id;
  return product && product !== '0' ? { product } : {};
}
