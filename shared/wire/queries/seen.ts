import { z } from 'zod';
import { itemRefSchema, snapshotSchema } from '#shared/domain/brief.ts';
import { catchUpLineSchema } from '#shared/domain/catch-up.ts';
import { momentSchema } from '#shared/domain/moment.ts';
import { wireRow } from '../registry.ts';

export const seenQueries = [
  wireRow({
    name: 'thread.since',
    action: 'thread.read',
    summary:
      'What happened on a thread since one last saw it, or since a snapshot, grouped; one’s own acts left out. `since` is absent when one never saw it.',
    input: z.object({ customerId: z.uuid(), since: snapshotSchema.optional() }),
    output: z.object({
      since: snapshotSchema.optional(),
      /** When one last saw something of it. */
      lastSeenAt: z.iso.datetime().optional(),
      lines: z.array(catchUpLineSchema),
      /** How many items there are in all; more than the lines tell when there are very many. */
      count: z.int().nonnegative(),
      /** Where the news begins. */
      first: itemRefSchema.optional(),
    }),
  }),
  wireRow({
    name: 'thread.moments',
    action: 'thread.read',
    summary:
      'The handoffs and changes of owner on a thread, oldest first: where it can be looked at as it was (`timeline.page` with `asOf`).',
    input: z.object({ customerId: z.uuid(), limit: z.int().min(1).max(500).default(200) }),
    output: z.object({
      moments: z.array(momentSchema),
      /** When the oldest item came, as far as the slider reaches back. */
      begins: z.iso.datetime().optional(),
    }),
  }),
] as const;
