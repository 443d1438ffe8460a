import { z } from 'zod';
import { articleSchema, articleTextSchema, bulletinSchema } from '#shared/domain/knowledge.ts';
import { wireRow } from '../registry.ts';

const articleOut = z.object({ article: articleSchema });
const texts = { ja: articleTextSchema.optional(), en: articleTextSchema.optional() };

export const knowledgeCommands = [
  wireRow({
    name: 'knowledge:save',
    action: 'knowledge.write',
    summary:
      'Write an article, or change one from the revision it was read at. What was approved has to be approved again.',
    input: z.object({
      articleId: z.uuid().optional(),
      revision: z.int().positive().optional(),
      audience: z.enum(['internal', 'public']),
      ...texts,
      url: z.url().max(500).optional(),
      tags: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
      validFrom: z.iso.datetime(),
      validUntil: z.iso.datetime().optional(),
      /** Put before a lead; else it stays a draft. */
      submit: z.boolean().default(false),
    }),
    output: articleOut,
  }),
  wireRow({
    name: 'knowledge:decide',
    action: 'knowledge.approve',
    summary: 'Approve what was put before the leads, send it back as a draft, or retire an article.',
    input: z.object({
      articleId: z.uuid(),
      revision: z.int().positive(),
      decision: z.enum(['approve', 'return', 'retire']),
    }),
    output: articleOut,
  }),
  wireRow({
    name: 'knowledge:use',
    action: 'knowledge.read',
    summary: 'Count that an article went into an answer.',
    input: z.object({ articleId: z.uuid(), conversationId: z.uuid(), as: z.enum(['text', 'link']) }),
    output: z.object({ used: z.int().nonnegative() }),
  }),
  wireRow({
    name: 'bulletin:publish',
    action: 'knowledge.approve',
    summary: 'Tell everybody, or some teams, what they have to know today.',
    input: z.object({
      ...texts,
      teamIds: z.array(z.uuid()).max(50).default([]),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
    }),
    output: z.object({ bulletin: bulletinSchema }),
  }),
  wireRow({
    name: 'bulletin:confirm',
    action: 'knowledge.read',
    summary: 'Say that one has read a bulletin; the first time counts.',
    input: z.object({ bulletinId: z.uuid() }),
    output: z.object({ readAt: z.iso.datetime() }),
  }),
  wireRow({
    name: 'bulletin:end',
    action: 'knowledge.approve',
    summary: 'Take a bulletin down before its time.',
    input: z.object({ bulletinId: z.uuid(), revision: z.int().positive() }),
    output: z.object({ bulletin: bulletinSchema }),
  }),
] as const;
