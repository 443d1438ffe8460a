import { z } from 'zod';
import { partySchema } from './party.ts';

export const CALLBACK_REASONS = ['missed', 'abandoned', 'out_of_hours', 'voicemail', 'asked'] as const;
export const callbackReasonSchema = z.enum(CALLBACK_REASONS);
export type CallbackReason = z.infer<typeof callbackReasonSchema>;

export const ATTEMPT_OUTCOMES = ['reached', 'no_answer', 'busy', 'wrong_number', 'left_message'] as const;
export const attemptOutcomeSchema = z.enum(ATTEMPT_OUTCOMES);
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>;

export const CALLBACK_CLOSINGS = ['reached', 'got_through', 'wrong_number', 'not_needed', 'given_up'] as const;
export const callbackClosingSchema = z.enum(CALLBACK_CLOSINGS);
/** `got_through`: closed by itself, for the customer and we talked meanwhile. */
export type CallbackClosing = z.infer<typeof callbackClosingSchema>;

/** One call to make. At most one is open per number, however often they rang. */
export const callbackSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  customerKana: z.string().optional(),
  conversationId: z.uuid().optional(),
  /** Masked ([PR4]); `call:place` dials it by `callbackId`. */
  number: z.string(),
  contactPointId: z.uuid().optional(),
  /** Why it was opened, and the newest reason since. */
  reason: callbackReasonSchema,
  /** How often they rang since it was opened, asked-for ones not counted. */
  tries: z.int().nonnegative(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  /** When they would like to be called. */
  wish: z.object({ from: z.iso.datetime(), until: z.iso.datetime().optional() }).optional(),
  dueAt: z.iso.datetime(),
  team: partySchema,
  /** Who has claimed it. */
  owner: partySchema.optional(),
  note: z.string().optional(),
  attempts: z.array(
    z.object({
      at: z.iso.datetime(),
      agentName: z.string(),
      outcome: attemptOutcomeSchema,
      note: z.string().optional(),
      callId: z.uuid().optional(),
    }),
  ),
  /** The voicemail they left, newest. */
  voicemail: z.object({ blobId: z.uuid(), durationSec: z.number().nonnegative() }).optional(),
  state: z.enum(['open', 'closed']),
  closedAs: callbackClosingSchema.optional(),
  closedAt: z.iso.datetime().optional(),
});
export type Callback = z.infer<typeof callbackSchema>;
