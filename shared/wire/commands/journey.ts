import { z } from 'zod';
import { itemRefSchema } from '#shared/domain/brief.ts';
import { journeyRulesSchema, STEP_KINDS } from '#shared/domain/journey/rules.ts';
import { wireRow } from '../registry.ts';

export const journeyCommands = [
  wireRow({
    name: 'journey:save-rules',
    action: 'journey.lead',
    summary:
      'Change what phases, effort and next steps mean, from the revision they were read at; everything is counted anew.',
    input: z.object({ revision: z.int().positive(), rules: journeyRulesSchema }),
    output: z.object({ revision: z.int().positive() }),
  }),
  wireRow({
    name: 'journey:show',
    action: 'settings.manage',
    summary: 'Show the journey beside each customer, or do not.',
    input: z.object({ shown: z.boolean() }),
    output: z.object({ shown: z.boolean() }),
  }),
  wireRow({
    name: 'journey:decide-step',
    action: 'thread.read',
    summary: 'Take up a next best step or put it aside. One decision of each cause; the second hears of the first.',
    input: z.object({
      customerId: z.uuid(),
      step: z.enum(STEP_KINDS),
      item: itemRefSchema,
      decision: z.enum(['accepted', 'dismissed']),
    }),
    output: z.object({ decision: z.enum(['accepted', 'dismissed']) }),
  }),
] as const;
