import { z } from 'zod';
import { careIncidentSchema, careMarkSchema, careRulesSchema } from '#shared/domain/care.ts';
import { wireRow } from '../registry.ts';

export const careQueries = [
  wireRow({
    name: 'care.of',
    action: 'thread.read',
    summary:
      'Marks and incidents of a customer’s thread: those in force and one’s own proposals; all of them for leads.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ marks: z.array(careMarkSchema), incidents: z.array(careIncidentSchema) }),
  }),
  wireRow({
    name: 'care.undecided',
    action: 'care.decide',
    summary: 'Marks that wait for a lead, and incidents that are open, oldest first.',
    input: z.object({}),
    output: z.object({
      marks: z.array(z.object({ mark: careMarkSchema, customerName: z.string() })),
      incidents: z.array(z.object({ incident: careIncidentSchema, customerName: z.string() })),
    }),
  }),
  wireRow({
    name: 'care.rules',
    action: 'care.propose',
    summary: 'The safety words, the checklist of an incident, and what is said at each warning.',
    input: z.object({}),
    output: z.object({ rules: careRulesSchema }),
  }),
] as const;
