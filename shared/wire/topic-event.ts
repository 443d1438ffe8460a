import { z } from 'zod';
import { heldStateSchema } from '../domain/approval.ts';
import { boardChangeSchema } from '../domain/board.ts';
import { callSchema } from '../domain/call.ts';
import { conversationSchema, inboxRowSchema } from '../domain/conversation.ts';
import { escalationSchema } from '../domain/escalation.ts';
import { handoffSchema } from '../domain/handoff.ts';
import { helpSchema } from '../domain/live-help.ts';
import { partySchema } from '../domain/party.ts';
import { surveyAnswerSchema } from '../domain/survey.ts';
import { deliverySchema, maybeHiddenItemSchema } from '../domain/timeline-item.ts';
import { workOfferSchema } from '../domain/work-offer.ts';
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
  /** On `inbox:AGENT`: a conversation of a queue is offered to them, or that offer is decided. */
  z.object({ type: z.literal('work_offer_changed'), offer: workOfferSchema }),
  /** On `inbox:LEAD`: an owner was silent for too long and lost the conversation to the queue ([CV5]). */
  z.object({ type: z.literal('owner_silent'), row: inboxRowSchema, former: partySchema }),
  /** On `inbox:LEAD`: a customer of their team was asked how it was, and is not happy. */
  z.object({ type: z.literal('survey_low'), answer: surveyAnswerSchema }),
  /**
   * On `customer:ID`, and on `inbox:AGENT` of everyone it rings or rang at, holds it or gets it. The number is full only
   * on the inbox of its holder ([PR4]).
   */
  z.object({ type: z.literal('call_changed'), call: callSchema }),
  /** On `customer:ID`, and on `inbox:AGENT` of its owner, who raised it, and the leads who may decide it. */
  z.object({ type: z.literal('escalation_changed'), escalation: escalationSchema }),
  /** On `customer:ID`, to leads and, unless the workspace keeps it from them, the owner: who watches it now ([ES3]). */
  z.object({ type: z.literal('help_changed'), help: helpSchema }),
  /** On `inbox:AGENT` of its author and of the leads who may decide: an answer waits for a lead, or is decided. */
  z.object({
    type: z.literal('held_changed'),
    heldId: z.uuid(),
    conversationId: z.uuid(),
    customerId: z.uuid(),
    authorId: z.uuid(),
    state: heldStateSchema,
    /** A lead changed its words. */
    changed: z.boolean(),
  }),
  /** On `team:ID`: the team's callbacks are other than they were; what they are is asked for. */
  z.object({ type: z.literal('callbacks_changed') }),
  /** On `board`. */
  z.object({ type: z.literal('board_changed'), board: boardChangeSchema }),
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
