import { z } from 'zod';
import type { Heard } from '#server/channels/hear.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ShopFacts } from '#server/channels/shop-door.ts';
import { contactPointKindSchema } from '#shared/domain/contact-point.ts';
import { ITEM_DATA, type ItemData } from '#shared/domain/item-data.ts';
import { shopLineSchema } from '#shared/domain/shop.ts';

/** What a shop may tell: the events of `POST /api/v1/events` that are a shop's, without `source` and `channel`. */
export const GENERIC_KINDS = [
  'order',
  'shipment',
  'return',
  'pickup',
  'cart',
  'browse',
  'review',
  'subscription',
  'device',
] as const;

export const genericEventSchema = z.object({
  /** The shop's own id of it; the same again changes nothing. A later state of an order is another id. */
  externalId: z.string().trim().min(1).max(250),
  kind: z.enum(GENERIC_KINDS),
  occurredAt: z.iso.datetime({ offset: true }),
  historical: z.boolean().default(false),
  customer: z.object({
    name: z.string().trim().max(200).optional(),
    kana: z.string().trim().max(200).optional(),
    locale: z.enum(['ja', 'en']).optional(),
    /** `verified`: the shop has seen that it is theirs (a confirmed address); its signature stands for that. */
    contactPoints: z
      .array(
        z.object({
          kind: contactPointKindSchema,
          value: z.string().min(1).max(300),
          verified: z.boolean().default(false),
        }),
      )
      .min(1)
      .max(20),
  }),
  data: z.unknown(),
  /** Of an order: what the desk needs to act on it. */
  order: z
    .object({
      ref: z.string().min(1).max(200),
      lines: z.array(shopLineSchema).max(500).default([]),
      refunded: z.number().nonnegative().default(0),
    })
    .optional(),
});
export type GenericEvent = z.infer<typeof genericEventSchema>;

export type GenericHeard = { readonly heard: Heard; readonly facts: ShopFacts | null };

/** An event in the hub's words. Throws `refused` with what is wrong with it. */
export function readGenericEvent(connection: Pick<Connection, 'id' | 'name'>, json: unknown): GenericHeard {
  const event = genericEventSchema.safeParse(json);
  if (!event.success) throw malformed(event.error);
  const e = event.data;
  const data = ITEM_DATA[e.kind].safeParse(e.data);
  if (!data.success) throw malformed(data.error);
  const heard: Heard = {
    externalId: e.externalId,
    kind: e.kind,
    data: data.data as Heard['data'],
    direction: 'none',
    occurredAt: new Date(e.occurredAt),
    historical: e.historical,
    // A shop's account ids are its own.
    points: e.customer.contactPoints.map((p) =>
      p.kind === 'shop' ? { ...p, value: `${connection.id}:${p.value}` } : p,
    ),
    name: e.customer.name,
    kana: e.customer.kana,
    locale: e.customer.locale,
    author: { type: 'integration', name: connection.name },
  };
  if (e.kind !== 'order' || e.order === undefined) return { heard, facts: null };
  const { number } = data.data as ItemData<'order'>;
  const order = { ...e.order, number, updatedAt: heard.occurredAt };
  return { heard, facts: { order, state: heard as Heard<'order'>, events: [] } };
}

const malformed = (error: z.ZodError) =>
  new ProviderError('refused', 'malformed', z.prettifyError(error).slice(0, 400));
