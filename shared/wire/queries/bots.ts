import { z } from 'zod';
import { botFrontSchema } from '#shared/domain/bot-handoff.ts';
import { wireRow } from '../registry.ts';

/** Queries of this part; see the registry. */
export const botQueries = [
  wireRow({
    name: 'bot.front',
    action: 'thread.read',
    summary:
      'What a bot or an IVR found out before people came to a conversation or a call: intent, fields, the way through the menu.',
    input: z.union([z.object({ conversationId: z.uuid() }), z.object({ callId: z.uuid() })]),
    output: z.object({ front: botFrontSchema.optional() }),
  }),
] as const;
