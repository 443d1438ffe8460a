import { z } from 'zod';
import { itemRefSchema } from './brief.ts';
import { partySchema } from './party.ts';

/** What a mark on a customer is about. */
export const CARE_KINDS = ['harassment', 'safety', 'vulnerable', 'fraud', 'other'] as const;
export type CareKind = (typeof CARE_KINDS)[number];

export const CARE_STATES = ['proposed', 'approved', 'declined', 'ended'] as const;
export type CareState = (typeof CARE_STATES)[number];

/** A mark stands at most so long; then it is said anew or it is gone. */
export const CARE_DAYS_MAX = 366;

/** Harassment is answered in steps, each of them said to the customer and written down; after the last a call may be ended. */
export const WARNING_STEPS = 3;

const personSchema = partySchema.pick({ id: true, name: true });

/** What was said to the customer at one step. */
export const careWarningSchema = z.object({
  step: z.int().min(1).max(WARNING_STEPS),
  at: z.iso.datetime(),
  by: personSchema,
  said: z.string().max(500),
});
export type CareWarning = z.infer<typeof careWarningSchema>;

/**
 * Handle with care: facts about dealing with a customer, never an opinion, with its author, its end and a lead's word for
 * it. Colleagues see it as a fact only while it is approved and has not run out.
 */
export const careMarkSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  kind: z.enum(CARE_KINDS),
  title: z.string().min(1).max(100),
  /** What happened, when, in whose hearing. */
  facts: z.string().min(1).max(2000),
  /** Where it can be seen on the thread. */
  items: z.array(itemRefSchema).max(10),
  state: z.enum(CARE_STATES),
  author: personSchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  decidedBy: personSchema.optional(),
  decidedAt: z.iso.datetime().optional(),
  /** Why it was declined or ended. */
  note: z.string().max(500).optional(),
  /** Of harassment. */
  warnings: z.array(careWarningSchema).max(WARNING_STEPS),
  revision: z.int().positive(),
});
export type CareMark = z.infer<typeof careMarkSchema>;

/** True while a mark counts: a lead approved it and its time is not over. */
export const isInForce = (mark: Pick<CareMark, 'state' | 'expiresAt'>, now: number): boolean =>
  mark.state === 'approved' && Date.parse(mark.expiresAt) > now;

/** The step that comes next, or null: nothing is warned about but harassment in force, and nobody more often than thrice. */
export function nextWarning(
  mark: Pick<CareMark, 'kind' | 'state' | 'expiresAt' | 'warnings'>,
  now: number,
): number | null {
  if (mark.kind !== 'harassment' || !isInForce(mark, now)) return null;
  return mark.warnings.length < WARNING_STEPS ? mark.warnings.length + 1 : null;
}

const bilingual = z.object({ ja: z.string().trim().min(1).max(300), en: z.string().trim().min(1).max(300) });
const words = z.array(z.string().trim().min(1).max(60)).max(200);

/** What a lead keeps: the words that open an incident, what is then to be done, and what is said when a call is ended. */
export const careRulesSchema = z.object({
  safetyWords: z.object({ ja: words, en: words }),
  checklist: z
    .array(bilingual.extend({ code: z.string().regex(/^[a-z0-9_]{1,40}$/) }))
    .min(1)
    .max(20),
  /** What is said at each warning, the last of them ending the call. */
  script: z.array(bilingual).length(WARNING_STEPS),
  revision: z.int().positive(),
});
export type CareRules = z.infer<typeof careRulesSchema>;

/** Something that may hurt somebody, opened by the customer's own words; at most one is open of each conversation. */
export const careIncidentSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  customerId: z.uuid(),
  /** Which words of the list were found. */
  words: z.array(z.string()),
  item: itemRefSchema,
  openedAt: z.iso.datetime(),
  /** The list as it was then, with who ticked what. */
  checklist: z.array(
    z.object({
      code: z.string(),
      ja: z.string(),
      en: z.string(),
      doneBy: personSchema.optional(),
      doneAt: z.iso.datetime().optional(),
    }),
  ),
  closedBy: personSchema.optional(),
  closedAt: z.iso.datetime().optional(),
  result: z.string().max(1000).optional(),
  revision: z.int().positive(),
});
export type CareIncident = z.infer<typeof careIncidentSchema>;
