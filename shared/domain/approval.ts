import { z } from 'zod';
import { itemRefSchema, snapshotSchema } from './brief.ts';
import { type Channel, channelSchema } from './channels.ts';
import { attachmentSchema } from './item-data.ts';
import { partySchema } from './party.ts';
import { messageFormatSchema } from './sending.ts';
import { wordsFound } from './words-found.ts';

const personSchema = partySchema.pick({ id: true, name: true });
const ids = z.array(z.uuid()).max(500);

/** What a lead edits of a rule. Each list that is empty asks for nothing; of one that is not, any will do; all lists count. */
export const approvalRuleFieldsSchema = z.object({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  /** Whose answers. */
  agentIds: ids,
  /** In conversations of which teams. */
  teamIds: ids,
  /** Of which categories, with all below them. */
  categoryIds: ids,
  channels: z.array(channelSchema).max(20),
  /** Found in the answer, or in what the customer wrote last: refunds, complaints. */
  words: z.array(z.string().trim().min(1).max(60)).max(200),
  /** For newcomers, say: from then on the rule holds nothing. */
  until: z.iso.datetime().optional(),
});
export type ApprovalRuleFields = z.infer<typeof approvalRuleFieldsSchema>;

export const approvalRuleSchema = approvalRuleFieldsSchema.extend({ id: z.uuid(), revision: z.int().positive() });
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

export const HELD_STATES = ['waiting', 'approved', 'returned', 'withdrawn'] as const;
export const heldStateSchema = z.enum(HELD_STATES);
export type HeldState = z.infer<typeof heldStateSchema>;

/** Why it went back to its author: a lead's word, another owner by now, or the conversation was closed. */
export const HELD_WHY = ['lead', 'moved', 'resolved'] as const;

/** An answer that waits for a lead, or did. It is no item of the thread: nothing of it is the customer's before. */
export const heldMessageSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  conversationId: z.uuid(),
  /** The same, or the conversation that it is part of by now ([CV7]): there its author finds it. */
  shownOn: z.uuid(),
  author: personSchema,
  channel: channelSchema,
  text: z.string(),
  attachments: z.array(attachmentSchema),
  format: messageFormatSchema,
  /** What its author had seen ([CV3]). */
  seen: snapshotSchema,
  /** Names of the rules that held it. */
  rules: z.array(z.string()),
  state: heldStateSchema,
  heldAt: z.iso.datetime(),
  decidedBy: personSchema.optional(),
  decidedAt: z.iso.datetime().optional(),
  why: z.enum(HELD_WHY).optional(),
  note: z.string().optional(),
  /** As it left, where that is not as it was written. */
  sentText: z.string().optional(),
  item: itemRefSchema.optional(),
  /** The author has dealt with it. */
  closed: z.boolean(),
  revision: z.int().positive(),
});
export type HeldMessage = z.infer<typeof heldMessageSchema>;

/** Everything about an answer that rules look at. */
export type AnswerFacts = {
  readonly authorId: string;
  /** Leads let answers out; their own wait only where a rule names them. */
  readonly isLead: boolean;
  readonly teamId: string;
  /** The conversation's category and those above it; none while it has none. */
  readonly categoryIds: readonly string[];
  readonly channel: Channel;
  readonly text: string;
  /** What the customer wrote last in this conversation. */
  readonly heard: string;
  /** Now, milliseconds. */
  readonly at: number;
};

type Test = Omit<ApprovalRuleFields, 'name'>;

const asksFor = (list: readonly string[], found: readonly string[]): boolean =>
  list.length === 0 || found.some((one) => list.includes(one));

/** Whether a rule holds an answer back. */
export function ruleHolds(rule: Test, facts: AnswerFacts): boolean {
  if (!rule.enabled || (rule.until !== undefined && Date.parse(rule.until) <= facts.at)) return false;
  if (facts.isLead && !rule.agentIds.includes(facts.authorId)) return false;
  return (
    asksFor(rule.agentIds, [facts.authorId]) &&
    asksFor(rule.teamIds, [facts.teamId]) &&
    asksFor(rule.categoryIds, facts.categoryIds) &&
    asksFor(rule.channels, [facts.channel]) &&
    (rule.words.length === 0 || wordsFound(`${facts.text}\n${facts.heard}`, rule.words).length > 0)
  );
}

/** The rules that hold an answer back; it goes out at once when there is none. */
export const rulesThatHold = <R extends Test>(rules: readonly R[], facts: AnswerFacts): R[] =>
  rules.filter((rule) => ruleHolds(rule, facts));
