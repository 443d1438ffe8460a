import { z } from 'zod';
import { summariserFieldsSchema } from '#shared/domain/summariser.ts';
import { wireRow } from '../registry.ts';

export const summariserCommands = [
  wireRow({
    name: 'summariser:set',
    action: 'settings.manage',
    summary: 'Say who may improve briefs’ drafts, and whether; a key is kept sealed, null forgets it.',
    input: summariserFieldsSchema.extend({
      key: z.string().trim().min(1).max(500).nullable().optional(),
      revision: z.int().nonnegative(),
    }),
    output: z.object({ revision: z.int().positive() }),
  }),
] as const;
