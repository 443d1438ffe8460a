import { z } from 'zod';
import { channelSchema } from './channels.ts';

export const quarantineStateSchema = z.enum(['open', 'released', 'discarded']);
export type QuarantineState = z.infer<typeof quarantineStateSchema>;

/** Something that could not be taken in, kept whole with its reason until somebody decides ([CH4]). */
export const quarantinedSchema = z.object({
  id: z.uuid(),
  connectionId: z.uuid().optional(),
  connectionName: z.string().optional(),
  channel: channelSchema.optional(),
  /** A word of ours: `too_large`, `too_many_parts`, `too_deep`, `too_slow`, `parser_crashed`, `unreadable`, `no_sender`, `refused`. */
  reason: z.string(),
  detail: z.string().optional(),
  /** What can be told of it without reading it wholly; hostile text. */
  summary: z.object({
    from: z.string().optional(),
    subject: z.string().optional(),
    date: z.string().optional(),
  }),
  size: z.int().nonnegative(),
  contentType: z.string(),
  receivedAt: z.iso.datetime(),
  state: quarantineStateSchema,
  decidedBy: z.string().optional(),
  decidedAt: z.iso.datetime().optional(),
  /** Where it went when it was released. */
  itemId: z.uuid().optional(),
  customerId: z.uuid().optional(),
});
export type Quarantined = z.infer<typeof quarantinedSchema>;
