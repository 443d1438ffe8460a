import { z } from 'zod';
import { inboxRowSchema } from './conversation.ts';
import { partySchema } from './party.ts';

/** Where somebody's conversation belongs in what they hand over: the most pressing reason first. */
export const SHIFT_GROUPS = ['open', 'promised', 'drafted', 'waiting'] as const;
export type ShiftGroup = (typeof SHIFT_GROUPS)[number];

export const shiftEntrySchema = z.object({
  row: inboxRowSchema,
  group: z.enum(SHIFT_GROUPS),
  /** What its owner has begun to write and not sent; it stays theirs and the next owner may read it ([CV4]). */
  drafts: z.array(z.object({ mode: z.enum(['reply', 'note']), text: z.string(), savedAt: z.iso.datetime() })),
  /** It waits for somebody else and may be kept until the next shift. */
  mayKeep: z.boolean(),
});
export type ShiftEntry = z.infer<typeof shiftEntrySchema>;

/** Most conversations that one act hands over with a choice of their own; any others go to their queues. */
export const MOST_HANDED_OVER = 500;

/** What shall become of one conversation: its team's queue, a colleague, or kept while nobody has to act on it. */
export const shiftChoiceSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('queue') }),
  z.object({ to: z.literal('agent'), agentId: z.uuid() }),
  z.object({ to: z.literal('keep') }),
]);
export type ShiftChoice = z.infer<typeof shiftChoiceSchema>;

/**
 * What became of one conversation. `instead` says why it is in the queue though something else was asked: the colleague
 * is not here, or it could not be kept. `gone`: it was somebody else's by then.
 */
export const shiftResultSchema = z.object({
  conversationId: z.uuid(),
  number: z.int().positive(),
  result: z.enum(['handed_over', 'kept', 'gone']),
  owner: partySchema,
  instead: z.enum(['receiver_unavailable', 'needs_somebody']).optional(),
});
export type ShiftResult = z.infer<typeof shiftResultSchema>;

type Facts = {
  readonly status: 'open' | 'waiting' | 'snoozed' | 'resolved';
  readonly customerWaits: boolean;
  /** The earliest of what it waits or sleeps until and of its open promises, milliseconds; null is none. */
  readonly dueAt: number | null;
};

/** Whether a conversation may stay with somebody who is off: nobody waits for them, and nothing of it is due ([CV6]). */
export const mayStayWithAbsent = ({ status, customerWaits, dueAt }: Facts, at: number): boolean =>
  (status === 'waiting' || status === 'snoozed') && !customerWaits && (dueAt === null || dueAt > at);

type Grouped = Facts & { readonly promises: number; readonly drafts: number };

/** The group of a conversation: who waits for an answer now, then what is promised, drafted, and what only waits. */
export function shiftGroupOf(facts: Grouped): ShiftGroup {
  if (facts.customerWaits) return 'open';
  if (facts.promises > 0) return 'promised';
  if (facts.drafts > 0) return 'drafted';
  return facts.status === 'open' ? 'open' : 'waiting';
}
