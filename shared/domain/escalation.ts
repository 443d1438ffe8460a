import { z } from 'zod';
import { snapshotSchema } from './brief.ts';
import { channelSchema } from './channels.ts';
import { moneySchema } from './item-data.ts';
import { partySchema } from './party.ts';

export const ESCALATION_STATES = [
  'raised',
  'in_review',
  'approved',
  'returned',
  'taken_over',
  'resolved',
  'withdrawn',
] as const;
export type EscalationState = (typeof ESCALATION_STATES)[number];

/** Why it was raised ([ES1]): an agent asked, or a rule of that kind fired. */
export const ESCALATION_REASONS = [
  'asked',
  'repeat_contact',
  'target_missed',
  'words',
  'amount',
  'ping_pong',
  'commitment_broken',
] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

/** What whoever asks wants of the lead. */
export const ASKED_DECISIONS = ['approval', 'advice', 'take_over', 'other'] as const;

/** `close` ends it at once with a coded outcome; the others leave the rest of the work to the owner. */
export const DECISIONS = ['approve', 'return', 'take_over', 'close'] as const;
export type Decision = (typeof DECISIONS)[number];

/** How an escalation ended, for the reports. */
export const ESCALATION_OUTCOMES = [
  'granted',
  'partly_granted',
  'refused',
  'explained',
  'coached',
  'handled_by_lead',
  'not_needed',
  'other',
] as const;
export type EscalationOutcome = (typeof ESCALATION_OUTCOMES)[number];

/** The steps of one that stand on the thread; `again`: a rule found another cause while it was undecided. */
export const ESCALATION_EVENTS = [
  'raised',
  'again',
  'in_review',
  'reassigned',
  'overdue',
  'approved',
  'returned',
  'taken_over',
  'given_back',
  'resolved',
  'withdrawn',
] as const;
export type EscalationEvent = (typeof ESCALATION_EVENTS)[number];

/** An agent's question is to be decided within so many minutes of business time; rules say their own. */
export const ASKED_DUE_MINUTES = 15;

/** Not decided yet; at most one of each conversation and reason is. */
export const UNDECIDED_STATES: readonly EscalationState[] = ['raised', 'in_review'];
/** Not over yet: undecided, or decided and still worked on. */
export const OPEN_ESCALATION_STATES: readonly EscalationState[] = [
  'raised',
  'in_review',
  'approved',
  'returned',
  'taken_over',
];

/** What a rule found, as far as its kind has it, to be worded in the reader's language; `question` words it in the workspace's. */
export const foundSchema = z.object({
  /** Contacts, or times it went back and forth. */
  times: z.int().optional(),
  days: z.int().optional(),
  /** Minutes of business time past the target. */
  minutes: z.int().optional(),
  /** Which of the rule's words. */
  word: z.string().max(100).optional(),
  /** The promise that was broken, the customer's words, or why money was to be given back. */
  text: z.string().max(1000).optional(),
  /** The message with those words; once it is taken back they are gone from here too ([TL1]). */
  itemId: z.uuid().optional(),
  /** What its agent may give back alone. */
  limit: moneySchema.optional(),
  orderNumber: z.string().max(100).optional(),
});
export type Found = z.infer<typeof foundSchema>;

/** A question to a lead with the evidence it was asked on. One decision ([ES2]); everything is on record ([ES3]). */
export const escalationSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  conversationNumber: z.int().positive(),
  customerId: z.uuid(),
  customerName: z.string(),
  reason: z.enum(ESCALATION_REASONS),
  /** The rule that raised it, by its name of then. */
  rule: z.object({ id: z.uuid(), name: z.string() }).optional(),
  /** Absent when a rule did. */
  raisedBy: partySchema.optional(),
  /** Who owned the conversation then. */
  owner: partySchema,
  team: partySchema,
  /** Who is to decide; absent is any lead of the team. */
  reviewer: partySchema.optional(),
  state: z.enum(ESCALATION_STATES),
  /** The agent's question, or what the rule found. */
  question: z.string().max(2000),
  asked: z.enum(ASKED_DECISIONS),
  amount: moneySchema.optional(),
  /** Of one that a rule raised. */
  found: foundSchema.optional(),
  /** The thread as it was when it was raised. */
  snapshot: snapshotSchema,
  raisedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  /** Its time was over before it was decided, and the leads were told so. */
  overdue: z.literal(true).optional(),
  decision: z
    .object({
      by: partySchema,
      at: z.iso.datetime(),
      kind: z.enum(DECISIONS),
      note: z.string().max(2000).optional(),
    })
    .optional(),
  /** Of one that was taken over: who had it, an agent or a team's queue, and gets it back in one act. */
  takenFrom: partySchema.optional(),
  outcome: z.enum(ESCALATION_OUTCOMES).optional(),
  resolvedAt: z.iso.datetime().optional(),
  /** Rises with every change; what is older than what a window has is dropped. */
  revision: z.int().positive(),
});
export type Escalation = z.infer<typeof escalationSchema>;

/** One step of the path that led here: a leg of a conversation on one channel, with its first or telling words. */
export const pathStepSchema = z.object({
  at: z.iso.datetime(),
  channel: channelSchema,
  /** Who of ours was on it; absent where nobody was. */
  agent: z.string().optional(),
  words: z.string().max(300),
  conversationId: z.uuid(),
  item: z.object({ customerId: z.uuid(), seq: z.int() }).optional(),
});
export type PathStep = z.infer<typeof pathStepSchema>;

const bilingual = z.object({ ja: z.array(z.string().max(100)).max(200), en: z.array(z.string().max(100)).max(200) });

/** What a rule looks at, by its kind. Times are business time of the team's calendar where it says minutes ([CV9]). */
export const ruleTestSchema = z.discriminatedUnion('kind', [
  /**
   * The customer's n-th contact in so many days on one matter (a conversation, or all of theirs in its category). Each leg
   * (a call, a sitting, a mail thread) is a contact, and so is coming back after six hours; being led across by us is none.
   * After it fired it counts anew.
   */
  z.object({ kind: z.literal('repeat_contact'), times: z.int().min(2).max(20), days: z.int().min(1).max(90) }),
  /** The target for an answer is missed by so many minutes, and it is not answered yet; once of each target. */
  z.object({ kind: z.literal('target_missed'), minutes: z.int().min(0).max(10_000) }),
  /** The customer's words hold one of these, in either language (NFKC, lower case, kana folded); once of a conversation. */
  z.object({ kind: z.literal('words'), words: bilingual }),
  /** A refund was refused for being above its agent's limit, and is above this too; 0 is every one of them. */
  z.object({ kind: z.literal('amount'), currency: z.string().regex(/^[A-Z]{3}$/), above: z.number().nonnegative() }),
  /** It went back and forth so often ([HO8]); once of a conversation. */
  z.object({ kind: z.literal('ping_pong'), times: z.int().min(1).max(20) }),
  /** A promise was not kept in time; once of each time it was promised for. */
  z.object({ kind: z.literal('commitment_broken') }),
]);
export type RuleTest = z.infer<typeof ruleTestSchema>;

/** A rule as a lead edits it. */
export const escalationRuleSchema = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  test: ruleTestSchema,
  /** Only this team's conversations; absent is every team's. */
  teamId: z.uuid().optional(),
  enabled: z.boolean(),
  /** Minutes of business time until it is to be decided. */
  dueMinutes: z.int().min(1).max(10_000),
  revision: z.int().positive(),
});
export type EscalationRule = z.infer<typeof escalationRuleSchema>;
