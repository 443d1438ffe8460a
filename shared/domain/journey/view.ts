import { z } from 'zod';
import { itemRefSchema } from '../brief.ts';
import { CHANNELS, channelSchema } from '../channels.ts';
import { EFFORTS } from './effort.ts';
import { PHASES, STEP_KINDS, TOUCH_KINDS } from './rules.ts';

const at = z.iso.datetime();

/** What the journey of one customer shows, oldest first. */
export const journeyViewSchema = z.object({
  touches: z.array(
    z.object({
      item: itemRefSchema,
      at,
      kind: z.enum(TOUCH_KINDS),
      channel: channelSchema,
      phase: z.enum(PHASES),
      state: z.string().optional(),
      /** A share of the best. */
      score: z.number().optional(),
    }),
  ),
  /** There is more than is shown: only the newest were looked at. */
  capped: z.boolean(),
  efforts: z.array(
    z.object({
      kind: z.enum(EFFORTS),
      item: itemRefSchema,
      at,
      /** What it is measured from. */
      since: itemRefSchema.extend({ at, channel: channelSchema }),
      channel: channelSchema,
      /** Minutes waited, or per cent of the words. */
      amount: z.number().optional(),
    }),
  ),
  cart: z.object({ item: itemRefSchema, at, goods: z.array(z.string()) }).optional(),
  wishes: z.array(z.object({ item: itemRefSchema, at, name: z.string() })),
});
export type JourneyView = z.infer<typeof journeyViewSchema>;

/** A step that is called for now. */
export const nextStepSchema = z.object({
  step: z.enum(STEP_KINDS),
  item: itemRefSchema,
  at,
  what: z.string().optional(),
  store: z.string().optional(),
  usual: z.boolean().optional(),
  available: z.number().optional(),
  /** Of a renewal: it did not come to be. */
  failed: z.literal(true).optional(),
});
export type NextStepView = z.infer<typeof nextStepSchema>;

/** Of one that was decided: by whom, and what followed. */
export const decidedStepSchema = z.object({
  step: z.enum(STEP_KINDS),
  decision: z.enum(['accepted', 'dismissed']),
  at,
  by: z.string(),
  ordered: z.boolean(),
  contact: z.boolean(),
  lowScore: z.boolean(),
});
export type DecidedStep = z.infer<typeof decidedStepSchema>;

/** Channels in a row, as a way over channels is written: `phone>chat`. */
export const pathOf = (text: string): (typeof CHANNELS)[number][] =>
  text.split('>').filter((part): part is (typeof CHANNELS)[number] => CHANNELS.some((channel) => channel === part));
