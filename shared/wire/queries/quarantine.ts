import { z } from 'zod';
import { quarantinedSchema, quarantineStateSchema } from '#shared/domain/quarantined.ts';
import { wireRow } from '../registry.ts';

/** Queries of this part; see the registry. */
export const quarantineQueries = [
  wireRow({
    name: 'quarantine.list',
    action: 'quarantine.decide',
    summary: 'What could not be taken in, newest first, a page at a time: ask on with `before` = the last row’s place.',
    input: z.object({
      state: quarantineStateSchema.default('open'),
      before: z.object({ receivedAt: z.iso.datetime(), id: z.uuid() }).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(quarantinedSchema), open: z.int().nonnegative() }),
  }),
  wireRow({
    name: 'quarantine.open',
    action: 'quarantine.decide',
    summary: 'One of them with the beginning of its source as plain text; nothing of it is carried out or loaded.',
    input: z.object({ id: z.uuid() }),
    output: z.object({ row: quarantinedSchema, source: z.string(), more: z.boolean() }),
  }),
] as const;
