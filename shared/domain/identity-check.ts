import { z } from 'zod';
import { channelSchema } from './channels.ts';

/** What somebody's identity is checked for ([PR6]); a check for one is not one for another. */
export const CHECK_PURPOSES = ['inquiry', 'address_change', 'refund', 'disclosure'] as const;
export const checkPurposeSchema = z.enum(CHECK_PURPOSES);
export type CheckPurpose = z.infer<typeof checkPurposeSchema>;

/** A fact that is asked for and compared. Its value is never kept, only that it was right. */
export const checkFactSchema = z.object({
  code: z.string().regex(/^[a-z0-9_]{1,40}$/),
  nameJa: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(60),
});
export type CheckFact = z.infer<typeof checkFactSchema>;

/** What has to be right for a purpose, and how long that holds. An admin edits it. */
export const checklistSchema = z
  .object({
    purpose: checkPurposeSchema,
    /** So many of the facts have to be right. */
    needed: z.int().positive().max(10),
    /** A check holds so long. */
    minutes: z
      .int()
      .positive()
      .max(24 * 60),
    facts: z.array(checkFactSchema).min(1).max(10),
    /** Rises with each change; a save says which it saw. */
    revision: z.int().positive(),
  })
  .refine((list) => list.needed <= list.facts.length, { message: 'needed: more than there are facts' })
  .refine((list) => new Set(list.facts.map((fact) => fact.code)).size === list.facts.length, {
    message: 'facts: the same code twice',
  });
export type Checklist = z.infer<typeof checklistSchema>;

/** A check that was made: which facts, by whom, when, on which channel, until when. */
export const identityCheckSchema = z.object({
  id: z.uuid(),
  purpose: checkPurposeSchema,
  passed: z.boolean(),
  facts: z.array(z.string()),
  needed: z.int().positive(),
  channel: channelSchema,
  by: z.string(),
  at: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type IdentityCheck = z.infer<typeof identityCheckSchema>;

/** How far the customer of a conversation is checked for one purpose. */
export const checkStateSchema = z.object({
  purpose: checkPurposeSchema,
  needed: z.int().positive(),
  minutes: z.int().positive(),
  facts: z.array(checkFactSchema),
  /** The newest that was made for it. */
  last: identityCheckSchema.optional(),
  /** It is enough now. `carried`: it was made on another channel, which is not enough for this purpose ([HO6]). */
  standing: z.enum(['enough', 'none', 'failed', 'expired', 'carried']),
});
export type CheckState = z.infer<typeof checkStateSchema>;
export type CheckStanding = CheckState['standing'];

type Made = Pick<IdentityCheck, 'passed' | 'channel' | 'expiresAt'>;

/**
 * Whether a check made in this conversation is enough for its purpose at a moment. One that was made on another channel
 * came over by a link: that is enough to answer a question, and never for money, an address or a disclosure ([HO6]).
 */
export function checkStanding(
  purpose: CheckPurpose,
  made: Made | null,
  { now, channel }: { readonly now: Date; readonly channel: IdentityCheck['channel'] },
): CheckStanding {
  if (made === null) return 'none';
  if (!made.passed) return 'failed';
  if (Date.parse(made.expiresAt) <= now.getTime()) return 'expired';
  return made.channel !== channel && purpose !== 'inquiry' ? 'carried' : 'enough';
}
