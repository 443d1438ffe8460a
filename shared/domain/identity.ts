import { z } from 'zod';
import { contactPointKindSchema } from './contact-point.ts';
import { conversationSchema } from './conversation.ts';

/** Why two records may be one person, strongest first; `same_KIND` and `same_verified_KIND` are made of a point's kind. */
export const NAME_REASONS = ['same_name', 'same_kana', 'same_sound', 'similar_email', 'other_name'] as const;

const WEIGHTS: Readonly<Record<string, number>> = {
  same_name: 25,
  same_kana: 15,
  same_sound: 20,
  similar_email: 30,
  other_name: -5,
};
const VERIFIED_POINT = 85;
const SAID_POINT = 50;

const weightOf = (reason: string): number =>
  WEIGHTS[reason] ?? (reason.startsWith('same_verified_') ? VERIFIED_POINT : SAID_POINT);

/** How likely two records are one person, 0 to 100, from all that speaks for and against it. */
export function suggestionScore(reasons: readonly string[]): number {
  let doubt = 1;
  let against = 0;
  for (const reason of new Set(reasons)) {
    const weight = weightOf(reason);
    if (weight < 0) against -= weight;
    else doubt *= 1 - weight / 100;
  }
  return Math.max(0, Math.round(100 * (1 - doubt)) - against);
}

/** Below this nobody is asked. */
export const LEAST_SCORE = 40;

export const personSchema = z.object({
  customerId: z.uuid(),
  name: z.string(),
  kana: z.string().optional(),
  since: z.iso.datetime(),
  orders: z.int().nonnegative(),
  visits: z.int().nonnegative(),
  /** Kinds of the points they are reached by, each once. */
  pointKinds: z.array(contactPointKindSchema),
});
/** One side of a question whether two are the same, as a card shows it. */
export type Person = z.infer<typeof personSchema>;

export const suggestionSchema = z.object({
  id: z.uuid(),
  self: personSchema,
  other: personSchema,
  reasons: z.array(z.string()),
  score: z.int(),
  at: z.iso.datetime(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const sideSchema = personSchema.extend({
  items: z.int().nonnegative(),
  conversations: z.int().nonnegative(),
  points: z.array(
    z.object({
      id: z.uuid(),
      kind: contactPointKindSchema,
      value: z.string(),
      masked: z.boolean(),
      verified: z.boolean(),
      shared: z.boolean(),
    }),
  ),
  open: z.array(conversationSchema),
});

/** What a lead or an agent should look at before joining; none of them forbids it. */
export const conflictSchema = z.discriminatedUnion('kind', [
  /** Each has a verified one of what a person has one of, and they differ. */
  z.object({ kind: z.literal('verified_points'), pointKind: contactPointKindSchema }),
  z.object({ kind: z.literal('names'), names: z.tuple([z.string(), z.string()]) }),
  z.object({ kind: z.literal('owners'), owners: z.array(z.string()) }),
  z.object({ kind: z.literal('decided'), decision: z.enum(['household', 'not_same']) }),
]);

/** What would come together; nothing is changed by asking. */
export const mergePreviewSchema = z.object({
  sides: z.tuple([sideSchema, sideSchema]),
  conflicts: z.array(conflictSchema),
  reasons: z.array(z.string()),
  /** They are one thread already. */
  joined: z.boolean(),
});
export type MergePreview = z.infer<typeof mergePreviewSchema>;

export const IDENTITY_EVENTS = [
  'joined',
  'undone',
  'household',
  'not_same',
  'shared',
  'unshared',
  'blocked',
  'unblocked',
  'verified',
  'removed',
  'moved',
] as const;
export type IdentityEventName = (typeof IDENTITY_EVENTS)[number];

/** One decision about who is who: by whom, when, why. */
export const identityEventSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  event: z.enum(IDENTITY_EVENTS),
  by: z.string().optional(),
  customer: z.object({ customerId: z.uuid(), name: z.string() }),
  other: z.object({ customerId: z.uuid(), name: z.string() }).optional(),
  point: z.object({ id: z.uuid(), kind: contactPointKindSchema, value: z.string() }).optional(),
  linkId: z.uuid().optional(),
  /** The join still stands, and can be undone. */
  standing: z.boolean(),
  reason: z.string().optional(),
});
export type IdentityEvent = z.infer<typeof identityEventSchema>;

export const QUALITY_VIEWS = ['duplicates', 'unreachable', 'unverified', 'conflicts'] as const;
export const qualityViewSchema = z.enum(QUALITY_VIEWS);
export type QualityView = z.infer<typeof qualityViewSchema>;

export const qualityRowSchema = z.object({
  /** Of the suggestion, or of the record and its point: what the next page goes on after. */
  id: z.string(),
  customerId: z.uuid(),
  name: z.string(),
  otherId: z.uuid().optional(),
  otherName: z.string().optional(),
  point: z.object({ kind: contactPointKindSchema, value: z.string() }).optional(),
  reasons: z.array(z.string()),
  score: z.int().optional(),
  at: z.iso.datetime(),
});
export type QualityRow = z.infer<typeof qualityRowSchema>;

type Edge = { readonly a: string; readonly b: string };

/** The sets of records that links join, each in order, the alone ones too; a set goes by its least id ([ID3]). */
export function threadSets(records: readonly string[], links: readonly Edge[]): string[][] {
  const parent = new Map(records.map((id) => [id, id]));
  const root = (id: string): string => {
    let at = id;
    while (parent.get(at) !== at) at = parent.get(at) ?? at;
    return at;
  };
  for (const { a, b } of links) {
    if (!parent.has(a) || !parent.has(b)) continue;
    const [x, y] = [root(a), root(b)];
    if (x !== y) parent.set(x < y ? y : x, x < y ? x : y);
  }
  const sets = new Map<string, string[]>();
  for (const id of [...records].sort()) {
    const of = root(id);
    sets.set(of, [...(sets.get(of) ?? []), id]);
  }
  return [...sets.values()];
}
