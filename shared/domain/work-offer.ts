import { z } from 'zod';
import { channelSchema, WORK_KINDS } from './channels.ts';
import { DECLINE_REASONS } from './handoff.ts';

export const WORK_OFFER_STATES = ['open', 'accepted', 'declined', 'passed', 'withdrawn'] as const;
export const workOfferStateSchema = z.enum(WORK_OFFER_STATES);
export type WorkOfferState = z.infer<typeof workOfferStateSchema>;

export const workDeclineReasonSchema = z.enum(DECLINE_REASONS);

/** A conversation of a queue, offered by the hub to one person until a deadline; nobody else is asked meanwhile. */
export const workOfferSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  conversationNumber: z.int().positive(),
  customerId: z.uuid(),
  customerName: z.string(),
  agentId: z.uuid(),
  team: z.object({ id: z.uuid(), name: z.string() }),
  channel: channelSchema,
  work: z.enum(WORK_KINDS),
  /** The last words of the customer, at most 120 characters. */
  preview: z.string(),
  priority: z.enum(['low', 'normal', 'high', 'urgent']),
  categoryId: z.uuid().optional(),
  /** Why this person: they had it before. */
  again: z.boolean(),
  state: workOfferStateSchema,
  offeredAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  customerWaitsSince: z.iso.datetime().optional(),
});
export type WorkOffer = z.infer<typeof workOfferSchema>;

/** How often in a row somebody may let an offer pass before they count as away. */
export const PASSES_UNTIL_AWAY = 2;
