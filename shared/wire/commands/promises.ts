import { z } from 'zod';
import { commitmentSchema } from '#shared/domain/conversation.ts';
import { wireRow } from '../registry.ts';

export const promisesCommands = [
  wireRow({
    name: 'commitment:move',
    action: 'conversation.work',
    summary: 'Put off a promise that is still owed, with the reason; broken, it is open again.',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      commitmentId: z.uuid(),
      dueAt: z.iso.datetime(),
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.object({ commitment: commitmentSchema }),
  }),
] as const;
