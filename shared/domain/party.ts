import { z } from 'zod';

/** An agent or a team, with the name to show; what owns, offers and receives. */
export const partySchema = z.object({ type: z.enum(['agent', 'team']), id: z.uuid(), name: z.string().max(200) });
export type Party = z.infer<typeof partySchema>;

/** Who made an item. `name` is what was true then; a later rename does not rewrite history ([TL1]). */
export const authorSchema = z.object({
  type: z.enum(['customer', 'agent', 'system', 'integration']),
  id: z.string().max(200).optional(),
  name: z.string().max(200).optional(),
});
export type Author = z.infer<typeof authorSchema>;
