import { z } from 'zod';
import { snapshotSchema } from '#shared/domain/brief.ts';
import { wireRow } from '../registry.ts';

export const seenCommands = [
  wireRow({
    name: 'seen:mark',
    action: 'thread.read',
    summary:
      'Say what one had on the focused screen of each record of a thread; it never goes backwards and no customer learns of it.',
    input: z.object({
      customerId: z.uuid(),
      seen: snapshotSchema.refine((map) => Object.keys(map).length <= 50, 'of at most 50 records'),
    }),
    output: z.object({}),
  }),
] as const;
