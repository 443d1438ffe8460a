import { z } from 'zod';
import {
  JOURNEY_PARTS,
  journeyAskSchema,
  journeyCustomerSchema,
  journeyNumberSchema,
  journeyReportSchema,
} from '#shared/domain/journey/report.ts';
import { journeyRulesSchema } from '#shared/domain/journey/rules.ts';
import { decidedStepSchema, journeyViewSchema, nextStepSchema } from '#shared/domain/journey/view.ts';
import { wireRow } from '../registry.ts';

export const journeyQueries = [
  wireRow({
    name: 'journey.settings',
    action: 'workspace.read',
    summary: 'Whether the journey stands beside each customer.',
    input: z.object({}),
    output: z.object({ shown: z.boolean() }),
  }),
  wireRow({
    name: 'journey.of',
    action: 'thread.read',
    summary: 'One customer’s way: touchpoints with their phase, effort, and what they left.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ journey: journeyViewSchema }),
  }),
  wireRow({
    name: 'journey.steps',
    action: 'thread.read',
    summary: 'What is best done next for a customer, with its reason, and what came of what was decided before.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ steps: z.array(nextStepSchema), decided: z.array(decidedStepSchema) }),
  }),
  wireRow({
    name: 'journey.rules',
    action: 'journey.lead',
    summary: 'What phases, effort and next steps mean here, and how many customers are still to be counted by it.',
    input: z.object({}),
    output: z.object({
      rules: journeyRulesSchema,
      revision: z.int().positive(),
      uncounted: z.int().nonnegative(),
    }),
  }),
  wireRow({
    name: 'journey.report',
    action: 'journey.lead',
    summary: 'The ways of all customers in a period; what each number means is in docs/journey.md.',
    input: journeyAskSchema.extend({ part: z.enum(JOURNEY_PARTS) }),
    output: journeyReportSchema,
  }),
  wireRow({
    name: 'journey.customers',
    action: 'journey.lead',
    summary: 'The customers behind one number, the last first, a page at a time: ask on with `after` = `next`.',
    input: journeyAskSchema.extend({
      number: journeyNumberSchema,
      after: z.object({ at: z.string().max(40), id: z.uuid() }).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      customers: z.array(journeyCustomerSchema),
      next: z.object({ at: z.string(), id: z.uuid() }).optional(),
    }),
  }),
] as const;
