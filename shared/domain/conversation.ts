import { z } from 'zod';
import { itemRefSchema } from './brief.ts';
import { channelSchema } from './channels.ts';
import { partySchema } from './party.ts';

export const conversationStatusSchema = z.enum(['open', 'waiting', 'snoozed', 'resolved']);
export type ConversationStatus = z.infer<typeof conversationStatusSchema>;
export const waitingOnSchema = z.enum(['customer', 'store', 'warehouse', 'carrier', 'maker', 'lead', 'other']);
export type WaitingOn = z.infer<typeof waitingOnSchema>;
export const prioritySchema = z.enum(['low', 'normal', 'high', 'urgent']);

/** One leg of a conversation on one channel. */
export const sessionSchema = z.object({
  id: z.uuid(),
  channel: channelSchema,
  state: z.enum(['active', 'ended']),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});
export type Session = z.infer<typeof sessionSchema>;

/** One matter with a customer. `epoch` rises by one with every change of owner and fences owner-only commands ([CV1]). */
export const conversationSchema = z.object({
  id: z.uuid(),
  /** The number people say aloud. */
  number: z.int().positive(),
  customerId: z.uuid(),
  status: conversationStatusSchema,
  waitingOn: waitingOnSchema.optional(),
  waitingUntil: z.iso.datetime().optional(),
  priority: prioritySchema,
  categoryId: z.uuid().optional(),
  subject: z.string().optional(),
  outcome: z.string().optional(),
  owner: partySchema,
  team: partySchema,
  epoch: z.int().positive(),
  channel: channelSchema,
  sessions: z.array(sessionSchema),
  openedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().optional(),
  lastItemAt: z.iso.datetime(),
  /** Since when the customer waits for an answer; absent when the last word was ours. */
  customerWaitsSince: z.iso.datetime().optional(),
  replyDueAt: z.iso.datetime().optional(),
  /** How often it went back and forth by handoff ([HO8]). */
  bounces: z.int().nonnegative(),
  /** Words of the company's own by which its people find it again. */
  tags: z.array(z.string()).optional(),
  /** It is part of another one now ([CV7]). */
  mergedInto: z.object({ id: z.uuid(), number: z.int().positive() }).optional(),
  /** It was begun for a part of another one ([CV7]). */
  splitFrom: z.object({ id: z.uuid(), number: z.int().positive() }).optional(),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const commitmentSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  customerId: z.uuid(),
  text: z.string().min(1).max(500),
  dueAt: z.iso.datetime(),
  /** `broken`: its time went by; it is still owed until it is kept, moved or cancelled. */
  state: z.enum(['open', 'kept', 'broken', 'cancelled']),
  /** How often its time was put off. */
  moves: z.int().nonnegative().optional(),
  /** In whose words it was made. */
  item: itemRefSchema.optional(),
});
export type Commitment = z.infer<typeof commitmentSchema>;

/** Where a row stands in the inbox list. */
export const inboxSectionSchema = z.enum(['live', 'needs_reply', 'waiting', 'checking', 'snoozed', 'resolved']);
export type InboxSection = z.infer<typeof inboxSectionSchema>;

export const inboxRowSchema = z.object({
  conversationId: z.uuid(),
  number: z.int().positive(),
  customerId: z.uuid(),
  customerName: z.string(),
  customerKana: z.string().optional(),
  channel: channelSchema,
  status: conversationStatusSchema,
  waitingOn: waitingOnSchema.optional(),
  section: inboxSectionSchema,
  categoryId: z.uuid().optional(),
  subject: z.string().optional(),
  /** The last customer-visible words, at most 120 characters. */
  preview: z.string(),
  owner: partySchema,
  /** Who had it before it came to the queue it is in. */
  formerOwner: partySchema.optional(),
  teamId: z.uuid(),
  epoch: z.int().positive(),
  lastItemAt: z.iso.datetime(),
  customerWaitsSince: z.iso.datetime().optional(),
  /** What is due next and when: an answer, something we check with others, or a promise. */
  due: z.object({ kind: z.enum(['reply', 'waiting', 'promise', 'snooze']), at: z.iso.datetime() }).optional(),
  promises: z.array(commitmentSchema),
  priority: prioritySchema,
  bounces: z.int().nonnegative(),
});
export type InboxRow = z.infer<typeof inboxRowSchema>;

export const INBOX_TABS = ['mine', 'team', 'checking', 'promises', 'all'] as const;
export const inboxTabSchema = z.enum(INBOX_TABS);
export type InboxTab = z.infer<typeof inboxTabSchema>;

type SectionFacts = {
  status: ConversationStatus;
  waitingOn?: WaitingOn | undefined;
  live: boolean;
  customerWaits: boolean;
  /** A promise to the customer was broken and is still owed. */
  brokenPromise?: boolean | undefined;
};

/**
 * The section of a conversation from committed facts alone, so that hub and window never disagree. An active sitting on a
 * live channel is live, unless somebody said that it waits and the customer has said nothing since. What waits or sleeps
 * comes back when a promise is broken.
 */
export function inboxSection(c: SectionFacts): InboxSection {
  if (c.status === 'resolved') return 'resolved';
  const isQuiet = c.brokenPromise !== true;
  if (c.status === 'snoozed' && isQuiet) return 'snoozed';
  if (c.status === 'waiting' && !c.customerWaits && isQuiet) return c.waitingOn === 'customer' ? 'waiting' : 'checking';
  return c.live ? 'live' : 'needs_reply';
}
