import { z } from 'zod';
import { partySchema } from './party.ts';
import { localeSchema } from './people.ts';

/** How one writes: short and at once, or as a letter with a greeting and an end. */
export const MANNERS = ['chat', 'mail'] as const;
export type Manner = (typeof MANNERS)[number];

const body = z.string().trim().min(1).max(5000);

/** A saved reply in one language: its words, and others in their place where it is a chat or a letter. */
export const replyTextSchema = z.object({
  title: z.string().trim().min(1).max(100),
  body,
  chat: body.optional(),
  mail: body.optional(),
});
export type ReplyText = z.infer<typeof replyTextSchema>;

/** What is typed after `/` to have it: no space and no sign that opens the list. */
export const shortcutSchema = z
  .string()
  .trim()
  .regex(/^[^\s/／・]{1,30}$/u);

/** One that can be used, in one language, as the desk keeps it at hand. Both languages of a reply have its id. */
export const savedReplySchema = z.object({
  id: z.uuid(),
  shortcut: z.string(),
  title: z.string(),
  body: z.string(),
  locale: localeSchema,
  chat: z.string().optional(),
  mail: z.string().optional(),
});
export type SavedReply = z.infer<typeof savedReplySchema>;

/** Its words for how one writes. */
export const bodyFor = (reply: Pick<SavedReply, 'body' | Manner>, manner: Manner): string =>
  reply[manner] ?? reply.body;

export const REPLY_STATES = ['draft', 'submitted', 'approved', 'retired'] as const;
export type ReplyState = (typeof REPLY_STATES)[number];

const personSchema = partySchema.pick({ id: true, name: true });

const wordingOfReply = {
  shortcut: z.string(),
  /** Whose it is; absent is everybody's. */
  teamId: z.uuid().optional(),
  ja: replyTextSchema.optional(),
  en: replyTextSchema.optional(),
};

/**
 * A saved reply in the team's library. What a lead approved is in use until they approve something else or retire it: who
 * corrects a spelling takes nothing out of colleagues' hands, and nobody answers with words that no lead has read.
 */
export const libraryReplySchema = z.object({
  id: z.uuid(),
  state: z.enum(REPLY_STATES),
  /** As it is written now. */
  ...wordingOfReply,
  /** As it is in use, if it is. The same as now once approved. */
  inUse: z.object(wordingOfReply).optional(),
  /** Absent for those that a workspace begins with. */
  owner: personSchema.optional(),
  approvedBy: personSchema.optional(),
  approvedAt: z.iso.datetime().optional(),
  /** In how many conversations it went into an answer. */
  used: z.int().nonnegative(),
  changedAt: z.iso.datetime(),
  revision: z.int().positive(),
});
export type LibraryReply = z.infer<typeof libraryReplySchema>;
