import { z } from 'zod';
import {
  identityEventSchema,
  mergePreviewSchema,
  personSchema,
  qualityRowSchema,
  qualityViewSchema,
  suggestionSchema,
} from '#shared/domain/identity.ts';
import { wireRow } from '../registry.ts';

/** Who may be whom, what joining would do, what was decided, and where the data needs a look. */
export const identityQueries = [
  wireRow({
    name: 'identity.suggestions',
    action: 'identity.read',
    summary:
      'Who may be the same person as a customer, ranked, with reasons; their household; whom a shared line may be.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({
      suggestions: z.array(suggestionSchema),
      households: z.array(personSchema),
      /** Holders of the shared lines by which alone this record is known: one of them it probably is ([ID4]). */
      lineHolders: z.array(personSchema),
    }),
  }),
  wireRow({
    name: 'identity.preview',
    action: 'identity.read',
    summary: 'What would come together if two customers were joined, and what speaks against it.',
    input: z.object({ customerId: z.uuid(), otherId: z.uuid() }),
    output: mergePreviewSchema,
  }),
  wireRow({
    name: 'identity.history',
    action: 'identity.read',
    summary: 'Every decision about who a customer is, newest first: who, when, why.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ events: z.array(identityEventSchema) }),
  }),
  wireRow({
    name: 'quality.list',
    action: 'quality.read',
    summary: 'One page of what the identity data needs a look at, and how much there is of each.',
    input: z.object({
      view: qualityViewSchema,
      after: z.string().max(200).optional(),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.object({
      rows: z.array(qualityRowSchema),
      next: z.string().optional(),
      counts: z.record(qualityViewSchema, z.int()),
    }),
  }),
] as const;
