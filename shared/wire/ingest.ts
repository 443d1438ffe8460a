import { z } from 'zod';
import { channelSchema } from '../domain/channels.ts';
import { givenCustomerSchema } from '../domain/given-customer.ts';
import { INGEST_KINDS } from '../domain/item-data.ts';
import { authorSchema } from '../domain/party.ts';
import { ERROR_CODES } from './errors.ts';

const ingestHead = {
  /** The sending system; `(source, externalId)` is unique for ever ([TL3]). */
  source: z.string().trim().min(1).max(100),
  externalId: z.string().trim().min(1).max(300),
  occurredAt: z.iso.datetime({ offset: true }),
  channel: channelSchema,
  direction: z.enum(['in', 'out', 'none']).default('none'),
  author: authorSchema.optional(),
  /** The provider's thread, so that later items join the same conversation ([CV10]). */
  thread: z.string().max(300).optional(),
  /** Old news: never opens, routes, notifies or starts a clock. */
  historical: z.boolean().default(false),
  customer: givenCustomerSchema,
};

/** One event of `POST /api/v1/events` and of `tsunagi import`, before its `data` is checked by kind. */
export const ingestEventSchema = z.object({ ...ingestHead, kind: z.enum(INGEST_KINDS), data: z.unknown() });
export type IngestEvent = z.infer<typeof ingestEventSchema>;

/** What became of one line. A bad line stops no other. */
export const ingestLineSchema = z.object({
  line: z.int().positive(),
  status: z.enum(['accepted', 'duplicate', 'rejected']),
  itemId: z.uuid().optional(),
  seq: z.int().positive().optional(),
  customerId: z.uuid().optional(),
  error: z
    .object({
      code: z.enum(ERROR_CODES),
      message: z.string(),
      retryable: z.boolean(),
      details: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});
export type IngestLine = z.infer<typeof ingestLineSchema>;
