import { z } from 'zod';
import { channelSchema } from '../channels.ts';
import { localeSchema } from '../people.ts';

/** What can be written in one byte or in two, as Japanese style guides put it. */
export const WIDTH_SIGNS = ['digits', 'letters', 'katakana', 'symbols'] as const;
export type WidthSigns = (typeof WIDTH_SIGNS)[number];

export const WORDING_LEVELS = ['warn', 'block'] as const;
export type WordingLevel = (typeof WORDING_LEVELS)[number];

const words = z.string().trim().min(1).max(60);

export const wordingTestSchema = z.discriminatedUnion('kind', [
  /** Words that are not written, with what is written in their place; nothing in their place is a banned word. */
  z.object({
    kind: z.literal('words'),
    find: z.array(words).min(1).max(30),
    replace: z.string().trim().max(60).optional(),
    /** Longer words in which they are right: 出来事 beside 出来. */
    except: z.array(words).max(30).default([]),
  }),
  z.object({ kind: z.literal('width'), signs: z.enum(WIDTH_SIGNS), want: z.enum(['one_byte', 'two_byte']) }),
]);
export type WordingTest = z.infer<typeof wordingTestSchema>;

/** What a team minds in its answers. `warn` is shown to who writes; with `block` the hub sends nothing either. */
export const wordingRuleSchema = z.object({
  id: z.uuid(),
  /** It is looked for on lines in this language; words banned in English on Japanese lines too. */
  locale: localeSchema,
  test: wordingTestSchema,
  /** Why, shown to who writes. */
  reason: z.string().trim().max(200),
  level: z.enum(WORDING_LEVELS),
  /** Only on these; empty is everywhere. */
  channels: z.array(channelSchema).max(20),
  enabled: z.boolean(),
  revision: z.int().positive(),
});
export type WordingRule = z.infer<typeof wordingRuleSchema>;
