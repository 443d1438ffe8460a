import { z } from 'zod';
import { briefSchema, snapshotSchema } from './brief.ts';
import { channelSchema } from './channels.ts';
import { partySchema } from './party.ts';

export const HANDOFF_STATES = [
  'offered',
  'accepted',
  'completed',
  'declined',
  'expired',
  'withdrawn',
  'lapsed',
] as const;
export const handoffStateSchema = z.enum(HANDOFF_STATES);
export type HandoffState = z.infer<typeof handoffStateSchema>;

/** Moving a conversation to another agent, team or channel. Exactly one outcome ([HO2]). */
export const handoffSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  conversationNumber: z.int().positive(),
  customerId: z.uuid(),
  customerName: z.string(),
  from: partySchema,
  to: partySchema,
  acceptedBy: partySchema.optional(),
  channelFrom: channelSchema,
  channelTo: channelSchema,
  state: handoffStateSchema,
  brief: briefSchema,
  /** What the thread was when the brief was made; the receiver sees what came since ([HO3]). */
  snapshot: snapshotSchema,
  offeredAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().optional(),
  reason: z.string().optional(),
  /** Absent, or the handoff that this one returns ([HO8]). */
  returns: z.uuid().optional(),
  bounces: z.int().nonnegative(),
  customerWaitsSince: z.iso.datetime().optional(),
});
export type Handoff = z.infer<typeof handoffSchema>;

/** A handoff in one of these states occupies its conversation ([HO1]). */
export const OPEN_HANDOFF_STATES: readonly HandoffState[] = ['offered', 'accepted'];

/** How long an offer stands before it expires, unless the team says otherwise. */
export const OFFER_SECONDS = 60;

export const DECLINE_REASONS = ['on_call', 'busy', 'break', 'not_my_field', 'other'] as const;
