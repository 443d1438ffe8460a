import { z } from 'zod';
import { summariserSettingsSchema } from '#shared/domain/summariser.ts';
import { wireRow } from '../registry.ts';

export const summariserQueries = [
  wireRow({
    name: 'settings.summariser',
    action: 'settings.manage',
    summary: 'Who may improve briefs’ drafts; its key is never told.',
    input: z.object({}),
    output: summariserSettingsSchema.extend({ baseUrl: z.string(), model: z.string() }),
  }),
  wireRow({
    name: 'settings.summariser-test',
    action: 'settings.manage',
    summary: 'Have a made-up conversation summarised as it is set now, and say what came of it.',
    input: z.object({}),
    output: z.object({
      ok: z.boolean(),
      ms: z.int().nonnegative(),
      /** Why not: `timeout`, `unreachable`, `status 401`, `not_json`, `no_lines`, `off`. */
      problem: z.string().max(100).optional(),
      lines: z.array(z.string()).max(20),
    }),
  }),
] as const;
