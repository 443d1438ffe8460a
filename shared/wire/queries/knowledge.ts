import { z } from 'zod';
import { articleHitSchema, articleSchema, bulletinSchema } from '#shared/domain/knowledge.ts';
import { localeSchema } from '#shared/domain/people.ts';
import { wireRow } from '../registry.ts';

export const knowledgeQueries = [
  wireRow({
    name: 'knowledge.find',
    action: 'knowledge.read',
    summary:
      'Articles that may be used now and hold all that was asked, the most used first. What found nothing is kept for the editors.',
    input: z.object({
      text: z.string().max(200),
      /** Which language is wanted first. */
      locale: localeSchema,
      /** Finding nothing is told to the editors: not while somebody is still typing. */
      keep: z.boolean().default(false),
      limit: z.int().min(1).max(50).default(20),
    }),
    /** `asked`: what these are the answer to, as it was given. */
    output: z.object({ asked: z.string(), hits: z.array(articleHitSchema) }),
  }),
  wireRow({
    name: 'knowledge.list',
    action: 'knowledge.write',
    summary: 'Articles of any state for who writes them: to be decided first, then those that run out.',
    input: z.object({ limit: z.int().min(1).max(500).default(200) }),
    output: z.object({
      articles: z.array(articleSchema),
      /** What was looked for and not there, the most often first, of the last 30 days. */
      missing: z.array(z.object({ text: z.string(), times: z.int(), lastAt: z.iso.datetime() })),
    }),
  }),
  wireRow({
    name: 'bulletin.today',
    action: 'knowledge.read',
    summary: 'The bulletins of now for the reader, unread ones first.',
    input: z.object({}),
    output: z.object({ bulletins: z.array(bulletinSchema) }),
  }),
  wireRow({
    name: 'bulletin.readers',
    action: 'knowledge.approve',
    summary: 'Who has read a bulletin and who has not.',
    input: z.object({ bulletinId: z.uuid() }),
    output: z.object({
      readers: z.array(z.object({ agentId: z.uuid(), name: z.string(), readAt: z.iso.datetime().optional() })),
    }),
  }),
] as const;
