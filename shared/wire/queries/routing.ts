import { z } from 'zod';
import { workOfferSchema, workOfferStateSchema } from '#shared/domain/work-offer.ts';
import { wireRow } from '../registry.ts';

export const routingQueries = [
  wireRow({
    name: 'routing.offers',
    action: 'routing.decide',
    summary: 'What the hub offers the asker from their teams’ queues now.',
    input: z.object({}),
    output: z.object({ offers: z.array(workOfferSchema) }),
  }),
  wireRow({
    name: 'routing.tried',
    action: 'routing.read',
    summary: 'Who was asked to take a conversation since it came to the queue, and what they said.',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({
      tried: z.array(
        z.object({
          agent: z.object({ id: z.uuid(), name: z.string() }),
          state: workOfferStateSchema,
          reason: z.string().optional(),
          offeredAt: z.iso.datetime(),
          decidedAt: z.iso.datetime().optional(),
        }),
      ),
    }),
  }),
] as const;
