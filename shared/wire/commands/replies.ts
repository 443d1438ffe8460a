import { z } from 'zod';
import { libraryReplySchema, replyTextSchema, shortcutSchema } from '#shared/domain/saved-reply.ts';
import { wordingRuleSchema } from '#shared/domain/wording/wording-rule.ts';
import { wireRow } from '../registry.ts';

const replyOut = z.object({ reply: libraryReplySchema });

export const repliesCommands = [
  wireRow({
    name: 'reply:save',
    action: 'knowledge.write',
    summary:
      'Write a saved reply, or change one from the revision it was read at. What a lead approved stays in use until they approve this.',
    input: z.object({
      replyId: z.uuid().optional(),
      revision: z.int().positive().optional(),
      shortcut: shortcutSchema,
      /** Whose it is; absent is everybody's. */
      teamId: z.uuid().optional(),
      ja: replyTextSchema.optional(),
      en: replyTextSchema.optional(),
      /** Who looks after it; by default who wrote it first. */
      ownerId: z.uuid().optional(),
      /** Put before a lead; else it stays a draft. */
      submit: z.boolean().default(false),
    }),
    output: replyOut,
  }),
  wireRow({
    name: 'reply:decide',
    action: 'knowledge.approve',
    summary: 'Approve a saved reply that was put before the leads, send it back as a draft, or retire it.',
    input: z.object({
      replyId: z.uuid(),
      revision: z.int().positive(),
      decision: z.enum(['approve', 'return', 'retire']),
    }),
    output: replyOut,
  }),
  wireRow({
    name: 'reply:use',
    action: 'knowledge.read',
    summary: 'Count that a saved reply went into an answer, once for each conversation.',
    input: z.object({ replyId: z.uuid(), conversationId: z.uuid() }),
    output: z.object({ used: z.int().nonnegative() }),
  }),
  wireRow({
    name: 'wording:save',
    action: 'knowledge.approve',
    summary: 'Write a rule of wording, or change one from the revision it was read at.',
    input: wordingRuleSchema
      .omit({ id: true, revision: true })
      .extend({ ruleId: z.uuid().optional(), revision: z.int().positive().optional() }),
    output: z.object({ rule: wordingRuleSchema }),
  }),
  wireRow({
    name: 'wording:remove',
    action: 'knowledge.approve',
    summary: 'Take a rule of wording away.',
    input: z.object({ ruleId: z.uuid(), revision: z.int().positive() }),
    output: z.object({}),
  }),
] as const;
