import { z } from 'zod';
import { MOST_HANDED_OVER, shiftChoiceSchema, shiftResultSchema } from '#shared/domain/shift.ts';
import { wireRow } from '../registry.ts';

export const shiftCommands = [
  wireRow({
    name: 'shift:hand-over',
    action: 'shift.hand-over',
    summary:
      'End a shift: everything the agent owns goes where it is told, what is not named to its team’s queue, in one act ([CV6]). A lead does it for somebody absent.',
    input: z.object({
      /** Whose shift; the asker’s own when absent. */
      agentId: z.uuid().optional(),
      items: z
        .array(
          z.object({
            conversationId: z.uuid(),
            choice: shiftChoiceSchema,
            /** An internal note for whoever takes it. */
            note: z.string().trim().max(5000).optional(),
          }),
        )
        .max(MOST_HANDED_OVER),
    }),
    output: z.object({ results: z.array(shiftResultSchema) }),
  }),
] as const;
