import { z } from 'zod';
import { callSchema } from '../domain/call.ts';
import { conversationSchema, inboxRowSchema } from '../domain/conversation.ts';
import { handoffSchema } from '../domain/handoff.ts';
import { deliverySchema, maybeHiddenItemSchema } from '../domain/timeline-item.ts';
import { topicSchema } from './topic.ts';

/** What can happen on a topic. One event takes one version; a client applies them in version order ([TL2], [SY3]). */
export const topicEventSchema = z.discriminatedUnion('type', [
  // customer:ID
  z.object({ type: z.literal('item_added'), item: maybeHiddenItemSchema }),
  z.object({ type: z.literal('delivery_changed'), customerId: z.uuid(), seq: z.int(), delivery: deliverySchema }),
  z.object({ type: z.literal('item_redacted'), customerId: z.uuid(), seq: z.int() }),
  z.object({ type: z.literal('conversation_changed'), conversation: conversationSchema }),
  z.object({ type: z.literal('customer_changed'), customerId: z.uuid() }),
  /** The record joined others, or stands apart again ([ID3]): open the customer anew. */
  z.object({ type: z.literal('thread_changed'), customerId: z.uuid() }),
  /** The customer has read up to here, or the owner has (`by`). */
  z.object({
    type: z.literal('read_marked'),
    conversationId: z.uuid(),
    by: z.enum(['customer', 'agent']),
    seq: z.int(),
    at: z.iso.datetime(),
  }),
  z.object({ type: z.literal('handoff_changed'), handoff: handoffSchema }),
  z.object({ type: z.literal('hidden') }),
  // inbox:AGENT and team:ID
  z.object({ type: z.literal('rows_changed'), rows: z.array(inboxRowSchema), gone: z.array(z.uuid()) }),
  z.object({ type: z.literal('offer_changed'), handoff: handoffSchema }),
  /**
   * On `customer:ID`, and on `inbox:AGENT` of everyone it rings or rang at, holds it or gets it. The number is full only
   * on the inbox of its holder ([PR4]).
   */
  z.object({ type: z.literal('call_changed'), call: callSchema }),
  /** On `team:ID`: the team's callbacks are other than they were; what they are is asked for. */
  z.object({ type: z.literal('callbacks_changed') }),
]);
export type TopicEvent = z.infer<typeof topicEventSchema>;

/** One event in its place. */
export const envelopeSchema = z.object({
  topic: topicSchema,
  generation: z.string(),
  version: z.int().positive(),
  at: z.iso.datetime(),
  event: topicEventSchema,
});
export type Envelope = z.infer<typeof envelopeSchema>;
