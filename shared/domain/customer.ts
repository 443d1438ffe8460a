import { z } from 'zod';
import { CARE_KINDS } from './care.ts';
import { contactPointSchema } from './contact-point.ts';
import { commitmentSchema, conversationSchema } from './conversation.ts';
import { ITEM_DATA, moneySchema } from './item-data.ts';
import { localeSchema } from './people.ts';

export const customerSchema = z.object({
  id: z.uuid(),
  name: z.string().optional(),
  kana: z.string().optional(),
  /** Derived from kana for roman-letter readers; absent for names written in roman letters. */
  romaji: z.string().optional(),
  locale: localeSchema.optional(),
  since: z.iso.datetime(),
  rank: z.string().optional(),
  /** Handle with care: facts that whoever talks to this customer must know. */
  care: z.array(
    z.object({
      title: z.string(),
      detail: z.string().optional(),
      kind: z.enum(CARE_KINDS).optional(),
      /** Of a mark that a lead approved: it is gone then. */
      until: z.string().optional(),
    }),
  ),
  lastSeq: z.int().nonnegative(),
  /** The records that the thread is made of, the oldest first, when they are more than this one ([ID3]). */
  members: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string().optional(),
        kana: z.string().optional(),
        since: z.iso.datetime(),
        lastSeq: z.int().nonnegative(),
      }),
    )
    .optional(),
});
export type Customer = z.infer<typeof customerSchema>;

/** The newest known state of one order, put together from its items. */
export const orderCardSchema = z.object({
  ...ITEM_DATA.order.shape,
  /** Of which record `seq` is. */
  customerId: z.uuid(),
  seq: z.int().positive(),
  placedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  shipments: z.array(
    z.object({
      carrier: z.string().optional(),
      trackingNumber: z.string().optional(),
      state: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  returnState: z.string().optional(),
});
export type OrderCard = z.infer<typeof orderCardSchema>;

/** Everything the customer panel shows, in one answer. */
export const customerPanelSchema = z.object({
  customer: customerSchema,
  contactPoints: z.array(contactPointSchema),
  conversations: z.array(conversationSchema),
  promises: z.array(commitmentSchema),
  /** `capped` when there are more than were counted. */
  orders: z.object({
    cards: z.array(orderCardSchema),
    count: z.int(),
    capped: z.boolean(),
    total: z.array(moneySchema),
  }),
  visits: z.array(
    z.object({
      customerId: z.uuid(),
      store: z.string(),
      at: z.iso.datetime(),
      summary: z.string().optional(),
      kind: z.enum(['visit', 'purchase', 'pickup', 'return']),
      seq: z.int(),
    }),
  ),
  /** The last resolved conversation before this one. */
  lastTime: z
    .object({
      at: z.iso.datetime(),
      channel: z.string(),
      subject: z.string(),
      score: z.string().optional(),
      conversationId: z.uuid(),
    })
    .optional(),
});
export type CustomerPanel = z.infer<typeof customerPanelSchema>;
