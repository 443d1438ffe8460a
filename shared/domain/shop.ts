import { z } from 'zod';
import type { CheckPurpose } from './identity-check.ts';
import { moneySchema, ORDER_STATES } from './item-data.ts';

/** What can be done with an order from the desk, where its shop can. */
export const SHOP_ACTS = ['cancel', 'refund', 'replace', 'change_address', 'hold_in_store', 'ship_from_store'] as const;
export const shopActNameSchema = z.enum(SHOP_ACTS);
export type ShopActName = z.infer<typeof shopActNameSchema>;

/** The identity check that an act waits for ([PR6]): where money or goods go elsewhere, more than for a question. */
export const ACT_PURPOSE: Readonly<Record<ShopActName, CheckPurpose>> = {
  cancel: 'refund',
  refund: 'refund',
  replace: 'refund',
  change_address: 'address_change',
  hold_in_store: 'inquiry',
  ship_from_store: 'inquiry',
};

const word = (most: number) => z.string().trim().max(most);
/** Where an order goes. Kept only until the act is over. */
export const shopAddressSchema = z.object({
  name: word(200).min(1),
  postalCode: word(20).min(1),
  country: z.string().regex(/^[A-Z]{2}$/),
  region: word(100).default(''),
  city: word(100).min(1),
  line1: word(300).min(1),
  line2: word(300).default(''),
  phone: word(50).optional(),
});
export type ShopAddress = z.infer<typeof shopAddressSchema>;

const place = { placeId: word(200).min(1), placeName: word(200).min(1) };

/** One act, with what it needs. */
export const shopActSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('cancel') }),
  /** In major units of the order's currency. */
  z.object({ what: z.literal('refund'), amount: z.number().positive().finite() }),
  z.object({
    what: z.literal('replace'),
    lines: z
      .array(z.object({ ref: word(200).min(1), quantity: z.int().positive() }))
      .min(1)
      .max(100),
  }),
  z.object({ what: z.literal('change_address'), address: shopAddressSchema }),
  z.object({ what: z.literal('hold_in_store'), ...place }),
  z.object({ what: z.literal('ship_from_store'), ...place }),
]);
export type ShopAct = z.infer<typeof shopActSchema>;

/** `unknown`: the shop may have done it; it is being found out by reading the order, and never blindly asked again ([CH3]). */
export const SHOP_ACT_STATES = ['queued', 'sending', 'done', 'unknown', 'failed'] as const;
export const shopActStateSchema = z.enum(SHOP_ACT_STATES);
export type ShopActState = z.infer<typeof shopActStateSchema>;

/** A line of an order as the shop knows it; `ref` and `product` are the shop's own. */
export const shopLineSchema = z.object({
  ref: z.string(),
  product: z.string().optional(),
  sku: z.string().optional(),
  name: z.string(),
  quantity: z.number(),
  price: moneySchema.optional(),
});
export type ShopLine = z.infer<typeof shopLineSchema>;

/** An act as the order card tells of it. */
export const shopActViewSchema = z.object({
  id: z.uuid(),
  what: shopActNameSchema,
  state: shopActStateSchema,
  amount: moneySchema.optional(),
  placeName: z.string().optional(),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Why it failed or is not known yet, in a word of ours. */
  error: z.string().optional(),
});
export type ShopActView = z.infer<typeof shopActViewSchema>;

/** An order of a connected shop, with what may be done with it now. */
export const shopOrderViewSchema = z.object({
  connectionId: z.uuid(),
  shop: z.string(),
  ref: z.string(),
  number: z.string(),
  state: z.enum(ORDER_STATES),
  lines: z.array(shopLineSchema),
  total: moneySchema.optional(),
  /** What can still be given back. */
  refundable: moneySchema.optional(),
  /** What its shop can do with it in this state. */
  acts: z.array(shopActNameSchema),
  /** Its shop tells stock. */
  stock: z.boolean(),
  recent: z.array(shopActViewSchema),
});
export type ShopOrderView = z.infer<typeof shopOrderViewSchema>;

/** The most that a role may give back on one order without asking a lead. */
export const refundLimitSchema = z.object({
  role: z.enum(['agent', 'lead']),
  currency: z.string().regex(/^[A-Z]{3}$/),
  amount: z.number().nonnegative().finite(),
});
export type RefundLimit = z.infer<typeof refundLimitSchema>;

/** What an order in this state may still have done to it; the shop decides in the end. */
export function possibleActs(
  can: readonly ShopActName[],
  order: { readonly state: (typeof ORDER_STATES)[number]; readonly refundable: number },
): ShopActName[] {
  const { state, refundable } = order;
  const isBefore = state === 'placed' || state === 'paid' || state === 'processing';
  const possible: Readonly<Record<ShopActName, boolean>> = {
    cancel: isBefore,
    refund: refundable > 0 && state !== 'placed',
    replace: state !== 'cancelled' && state !== 'placed',
    change_address: isBefore,
    hold_in_store: isBefore,
    ship_from_store: isBefore,
  };
  return can.filter((act) => possible[act]);
}

/** Cumulative, so that a limit is not passed in small pieces. */
export const isOverLimit = (amount: number, before: number, limit: number | null): boolean =>
  limit === null || amount + before > limit + 1e-9;
