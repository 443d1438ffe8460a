import { z } from 'zod';
import { helpedCallSchema, helpSchema } from '#shared/domain/live-help.ts';
import { partySchema } from '#shared/domain/party.ts';
import { wireRow } from '../registry.ts';

export const liveHelpQueries = [
  wireRow({
    name: 'help.state',
    action: 'help.hear',
    summary:
      'Who watches a conversation, from whom its owner took it over, and what can be done with its call ([ES3]).',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({
      help: helpSchema,
      /** Its owner is a lead who took it over: to whom it goes back. */
      takenFrom: partySchema.optional(),
      /** For leads: the owner’s call. */
      call: helpedCallSchema.optional(),
    }),
  }),
  wireRow({
    name: 'help.watched',
    action: 'help.give',
    summary: 'The conversations that one watches now.',
    input: z.object({}),
    output: z.object({ conversationIds: z.array(z.uuid()) }),
  }),
  wireRow({
    name: 'help.settings',
    action: 'settings.read',
    summary: 'Whether agents see who watches them.',
    input: z.object({}),
    output: z.object({ agentsSeeWatching: z.boolean() }),
  }),
] as const;
