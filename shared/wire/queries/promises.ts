import { z } from 'zod';
import { openingHoursSchema } from '#shared/domain/opening-hours.ts';
import { wireRow } from '../registry.ts';

export const promisesQueries = [
  wireRow({
    name: 'promise.clock',
    action: 'thread.read',
    summary: 'By which clock and hours the times in promises of a conversation are read ([CV9]).',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({
      timeZone: z.string(),
      /** The team's; absent is around the clock. */
      hours: openingHoursSchema.optional(),
      /** Public holidays of this year and the next, `2026-11-23`. */
      holidays: z.array(z.string()),
    }),
  }),
] as const;
