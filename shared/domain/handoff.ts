import { z } from 'zod';
import { briefSchema, snapshotSchema } from './brief.ts';
import { channelSchema } from './channels.ts';
import { crossingSchema, invitationStateSchema } from './crossing.ts';
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

export const HANDOFF_KINDS = ['cold', 'warm'] as const;
export type HandoffKind = (typeof HANDOFF_KINDS)[number];
export const HANDOFF_STAGES = ['talking', 'crossing'] as const;
export type HandoffStage = (typeof HANDOFF_STAGES)[number];

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
  /** `warm`: the colleague joins privately first; the sender passes or drops ([HO5]). */
  kind: z.enum(HANDOFF_KINDS),
  /** While accepted: they talk beside the thread, or the customer is on the way ([HO4]). */
  stage: z.enum(HANDOFF_STAGES).optional(),
  /** The way onto another channel; absent on the same one. */
  crossing: crossingSchema.optional(),
  invitation: invitationStateSchema.optional(),
  acceptedAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().optional(),
  /** Until when the customer may come. */
  lapsesAt: z.iso.datetime().optional(),
  /** The receiver has ticked the brief as read. */
  briefReadAt: z.iso.datetime().optional(),
});
export type Handoff = z.infer<typeof handoffSchema>;

/** A handoff in one of these states occupies its conversation ([HO1]). */
export const OPEN_HANDOFF_STATES: readonly HandoffState[] = ['offered', 'accepted'];

/** How long an offer stands before it expires, unless the team says otherwise. */
export const OFFER_SECONDS = 60;

/** How long two may talk beside a thread before the handoff expires: a talk that nobody ends holds nothing up for ever. */
export const TALK_MINUTES = 30;

export const DECLINE_REASONS = ['on_call', 'busy', 'break', 'not_my_field', 'other'] as const;
