import { z } from 'zod';
import type { ItemKind } from '../item-data.ts';

/** How near a customer is to the company, in order. */
export const PHASES = ['awareness', 'consideration', 'decision', 'retention', 'advocacy'] as const;
export type Phase = (typeof PHASES)[number];

/** The kinds of items that a journey is made of. */
export const TOUCH_KINDS = [
  'browse',
  'cart',
  'message',
  'call',
  'visit',
  'order',
  'purchase',
  'pickup',
  'shipment',
  'return',
  'subscription',
  'survey',
  'review',
] as const satisfies readonly ItemKind[];
export type TouchKind = (typeof TOUCH_KINDS)[number];

/**
 * One rule of phases: a touchpoint of these kinds is in this phase when all that is asked for holds. Rules are read from
 * the first to the last and the first that holds decides; where none does, it is the first phase.
 */
export const phaseRuleSchema = z.object({
  phase: z.enum(PHASES),
  kinds: z.array(z.enum(TOUCH_KINDS)).min(1).max(TOUCH_KINDS.length),
  /** Only in one of these states of its kind; empty is any. */
  states: z.array(z.string().trim().min(1).max(30)).max(10),
  /** Whether the customer had bought something before. */
  bought: z.enum(['any', 'before', 'after']),
  /** Whether it is the customer's first touchpoint of all. */
  order: z.enum(['any', 'first', 'again']),
  /** At least so many per cent of the best score; null asks for none. */
  scoreFrom: z.int().min(0).max(100).nullable(),
});
export type PhaseRule = z.infer<typeof phaseRuleSchema>;

/** What counts as effort; each is one sentence with these numbers in it. */
export const effortRulesSchema = z.object({
  /** A contact so many days after a matter of theirs was resolved: they came back. */
  cameBackDays: z.int().min(1).max(90),
  /** A contact on another channel within so many hours of the one before: they switched. */
  switchedHours: z.int().min(1).max(720),
  /** No answer for longer than this where the customer is there and waits, and elsewhere: they waited. */
  waitedLiveMinutes: z.int().min(1).max(1440),
  waitedMinutes: z.int().min(1).max(20_160),
  /** So many per cent of a message's words stood in an earlier one of so many days, elsewhere: they repeated themselves. */
  repeatedShare: z.int().min(10).max(100),
  repeatedDays: z.int().min(1).max(90),
});
export type EffortRules = z.infer<typeof effortRulesSchema>;

export const STEP_KINDS = ['apology', 'callback', 'make_good', 'renewal', 'pickup', 'cart', 'review'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** A next best step: it is proposed for so many days after what calls for it (of a renewal: before it). The order is the rank. */
export const stepRuleSchema = z.object({ step: z.enum(STEP_KINDS), on: z.boolean(), days: z.int().min(1).max(180) });
export type StepRule = z.infer<typeof stepRuleSchema>;

/** Everything that a lead edits of journeys. */
export const journeyRulesSchema = z.object({
  phases: z.array(phaseRuleSchema).min(1).max(40),
  effort: effortRulesSchema,
  /** Each step once. */
  steps: z
    .array(stepRuleSchema)
    .length(STEP_KINDS.length)
    .refine((rules) => new Set(rules.map(({ step }) => step)).size === STEP_KINDS.length),
  /** After so many days without a touchpoint a journey is over; it broke off unless something was bought or resolved. */
  breakDays: z.int().min(1).max(180),
  /** An order is put down to the touchpoints of so many days before it. */
  lookbackDays: z.int().min(1).max(180),
  /** What followed within so many days of a step is what came of it. */
  followDays: z.int().min(1).max(90),
  /** So many orders within a year make a loyal customer. */
  loyalOrders: z.int().min(2).max(50),
});
export type JourneyRules = z.infer<typeof journeyRulesSchema>;

const rule = (phase: Phase, kinds: PhaseRule['kinds'], more: Partial<PhaseRule> = {}): PhaseRule => ({
  phase,
  kinds,
  states: [],
  bought: 'any',
  order: 'any',
  scoreFrom: null,
  ...more,
});

/** What holds until a lead changes it: sensible for retail. */
export const DEFAULT_JOURNEY_RULES: JourneyRules = {
  phases: [
    rule('advocacy', ['review', 'survey'], { scoreFrom: 80 }),
    rule('retention', ['review', 'survey']),
    rule('consideration', ['cart'], { states: ['wished'] }),
    rule('decision', ['cart', 'purchase']),
    rule('decision', ['order'], { states: ['placed', 'paid', 'processing'] }),
    rule('retention', ['order', 'pickup', 'shipment', 'return', 'subscription']),
    rule('retention', ['message', 'call', 'visit'], { bought: 'after' }),
    rule('consideration', ['message', 'call', 'visit']),
    rule('consideration', ['browse'], { order: 'again' }),
    rule('awareness', ['browse']),
  ],
  effort: {
    cameBackDays: 7,
    switchedHours: 72,
    waitedLiveMinutes: 5,
    waitedMinutes: 1440,
    repeatedShare: 60,
    repeatedDays: 14,
  },
  steps: [
    { step: 'apology', on: true, days: 14 },
    { step: 'callback', on: true, days: 2 },
    { step: 'make_good', on: true, days: 14 },
    { step: 'renewal', on: true, days: 14 },
    { step: 'pickup', on: true, days: 7 },
    { step: 'cart', on: true, days: 14 },
    { step: 'review', on: true, days: 30 },
  ],
  breakDays: 14,
  lookbackDays: 30,
  followDays: 14,
  loyalOrders: 4,
};
