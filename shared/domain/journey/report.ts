import { z } from 'zod';
import { channelSchema } from '../channels.ts';
import { EFFORTS } from './effort.ts';
import { PHASES, STEP_KINDS } from './rules.ts';
import { SEGMENTS } from './segments.ts';
import { ENDINGS } from './stops.ts';

export const JOURNEY_PARTS = ['flow', 'breaks', 'effort', 'orders', 'segments', 'steps'] as const;
export type JourneyPart = (typeof JOURNEY_PARTS)[number];

/** The longest period, days. */
export const JOURNEY_DAYS_MAX = 732;

const count = z.int().nonnegative();
const channel = channelSchema.nullable();
const segment = z.enum(SEGMENTS);
const efforts = { cameBack: count, switched: count, waited: count, repeated: count };
/** How many said how it was, and their mean as a share of the best. */
const scores = { scored: count, score: z.number().nullable() };

/** What is asked: days of the workspace's time zone, both included; by when a stop, a matter, an order, a decision began. */
export const journeyAskSchema = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  segment: segment.optional(),
});
export type JourneyAsk = z.infer<typeof journeyAskSchema>;

export const journeyReportSchema = z.discriminatedUnion('part', [
  z.object({
    part: z.literal('flow'),
    stops: count,
    customers: count,
    /** From a stop to the next of the same journey. */
    bands: z.array(z.object({ from: channelSchema, to: channelSchema, count })),
    starts: z.array(z.object({ channel: channelSchema, count })),
    ends: z.array(z.object({ channel: channelSchema, ending: z.enum(ENDINGS), count })),
  }),
  z.object({
    part: z.literal('breaks'),
    /** Of the stops on a channel in a phase: all, and those after which nothing came though nothing was bought or settled. */
    rows: z.array(z.object({ channel: channelSchema, phase: z.enum(PHASES), stops: count, brokeOff: count })),
  }),
  z.object({
    part: z.literal('effort'),
    /** Stops at which somebody got in touch, and how many of them came back after a matter was resolved. */
    contacts: count,
    cameBack: count,
    /** By the matter's way over channels; how many of them had each effort. */
    paths: z.array(z.object({ path: z.string(), matters: count, ...efforts, ...scores })),
  }),
  z.object({
    part: z.literal('orders'),
    orders: count,
    /** How many orders each channel is given by each model; channel null had nothing before it. `touched`: by how many it was touched. */
    rows: z.array(
      z.object({
        channel,
        touched: count,
        first: z.number(),
        last: z.number(),
        linear: z.number(),
        position: z.number(),
        /** The same in money, of each currency. */
        amounts: z.array(
          z.object({
            currency: z.string(),
            first: z.number(),
            last: z.number(),
            linear: z.number(),
            position: z.number(),
          }),
        ),
      }),
    ),
  }),
  z.object({
    part: z.literal('segments'),
    rows: z.array(
      z.object({
        segment,
        customers: count,
        stops: count,
        contacts: count,
        cameBack: count,
        brokeOff: count,
        /** All efforts together. */
        efforts: count,
        orders: count,
        ...scores,
      }),
    ),
  }),
  z.object({
    part: z.literal('steps'),
    rows: z.array(
      z.object({
        step: z.enum(STEP_KINDS),
        decision: z.enum(['accepted', 'dismissed']),
        count,
        ordered: count,
        contact: count,
        lowScore: count,
      }),
    ),
  }),
]);
export type JourneyReport = z.infer<typeof journeyReportSchema>;
export type JourneyReportOf<P extends JourneyPart> = Extract<JourneyReport, { part: P }>;

/** Which number: whose customers it counted. */
export const journeyNumberSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('band'), from: channelSchema, to: channelSchema }),
  z.object({ of: z.literal('start'), channel: channelSchema }),
  z.object({ of: z.literal('end'), channel: channelSchema, ending: z.enum(ENDINGS) }),
  z.object({
    of: z.literal('break'),
    channel: channelSchema,
    phase: z.enum(PHASES),
    /** Else all of them. */
    brokeOff: z.boolean(),
  }),
  z.object({ of: z.literal('contact'), cameBack: z.boolean() }),
  z.object({ of: z.literal('path'), path: z.string().max(300), only: z.enum([...EFFORTS, 'scored']).optional() }),
  z.object({ of: z.literal('order'), channel }),
  z.object({
    of: z.literal('segment'),
    segment,
    only: z.enum(['stops', 'contacts', 'cameBack', 'brokeOff', 'efforts', 'orders', 'scored']),
  }),
  z.object({
    of: z.literal('step'),
    step: z.enum(STEP_KINDS),
    decision: z.enum(['accepted', 'dismissed']),
    only: z.enum(['ordered', 'contact', 'lowScore']).optional(),
  }),
]);
export type JourneyNumber = z.infer<typeof journeyNumberSchema>;

/** A customer behind a number: how often they were counted, and when last. */
export const journeyCustomerSchema = z.object({
  customerId: z.uuid(),
  name: z.string().optional(),
  times: count,
  lastAt: z.string(),
});
