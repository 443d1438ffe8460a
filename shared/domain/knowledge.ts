import { z } from 'zod';
import { partySchema } from './party.ts';
import { localeSchema } from './people.ts';

export const ARTICLE_STATES = ['draft', 'submitted', 'approved', 'retired'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

const personSchema = partySchema.pick({ id: true, name: true });

/** An article in one language. */
export const articleTextSchema = z.object({
  title: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(20_000),
});
export type ArticleText = z.infer<typeof articleTextSchema>;

/**
 * What the company knows, for answering customers. It may be used while a lead has approved it and its time is not over;
 * `public` ones may be shown to customers as they are, `internal` ones are for the agent's own eyes.
 */
export const articleSchema = z.object({
  id: z.uuid(),
  state: z.enum(ARTICLE_STATES),
  audience: z.enum(['internal', 'public']),
  /** At least one language; the other is asked for where it is missing. */
  ja: articleTextSchema.optional(),
  en: articleTextSchema.optional(),
  /** Where customers can read it, if anywhere. */
  url: z.url().max(500).optional(),
  tags: z.array(z.string().max(50)).max(20),
  owner: personSchema,
  validFrom: z.iso.datetime(),
  /** Then its owner has to look at it again; absent is without end. */
  validUntil: z.iso.datetime().optional(),
  approvedBy: personSchema.optional(),
  approvedAt: z.iso.datetime().optional(),
  /** How often it went into an answer. */
  used: z.int().nonnegative(),
  changedAt: z.iso.datetime(),
  revision: z.int().positive(),
});
export type Article = z.infer<typeof articleSchema>;

/** The article in a language, else in the other one, with which it is. */
export function articleIn(
  article: Pick<Article, 'ja' | 'en'>,
  locale: 'ja' | 'en',
): { text: ArticleText; locale: 'ja' | 'en' } | null {
  const other = locale === 'ja' ? 'en' : 'ja';
  const [own, else_] = [article[locale], article[other]];
  if (own !== undefined) return { text: own, locale };
  return else_ === undefined ? null : { text: else_, locale: other };
}

/** One that was found, with the words around what was asked. */
export const articleHitSchema = z.object({
  article: articleSchema,
  locale: localeSchema,
  snippet: z.string(),
  ranges: z.array(z.tuple([z.int(), z.int()])),
});
export type ArticleHit = z.infer<typeof articleHitSchema>;

/** What everybody has to know today, until each has said that they read it. */
export const bulletinSchema = z.object({
  id: z.uuid(),
  ja: articleTextSchema.optional(),
  en: articleTextSchema.optional(),
  /** Only these teams; empty is everybody. */
  teamIds: z.array(z.uuid()),
  author: personSchema,
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  /** When the reader said so. */
  readAt: z.iso.datetime().optional(),
  revision: z.int().positive(),
});
export type Bulletin = z.infer<typeof bulletinSchema>;
