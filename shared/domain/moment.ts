import { z } from 'zod';
import { itemRefSchema, snapshotSchema } from './brief.ts';
import { partySchema } from './party.ts';

/** What a thread was at some time: up to a snapshot, or what the hub had by an instant. */
export const asOfSchema = z.union([
  z.object({ snapshot: snapshotSchema.refine((map) => Object.keys(map).length <= 50, 'of at most 50 records') }),
  z.object({ at: z.iso.datetime() }),
]);
export type AsOf = z.infer<typeof asOfSchema>;

/** When a conversation was handed over or changed its owner; `asOf` is the thread as the former owner saw it. */
export const momentSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['handoff', 'owner']),
  item: itemRefSchema,
  conversationId: z.uuid().optional(),
  from: partySchema.optional(),
  to: partySchema.optional(),
  asOf: asOfSchema,
});
export type Moment = z.infer<typeof momentSchema>;
