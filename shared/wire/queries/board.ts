import { z } from 'zod';
import { boardAgentSchema, boardDaySchema, boardHandoffSchema, boardTeamSchema } from '#shared/domain/board.ts';
import { channelSchema } from '#shared/domain/channels.ts';
import { inboxRowSchema } from '#shared/domain/conversation.ts';
import { wireRow } from '../registry.ts';
import { headSchema } from '../topic.ts';

export const boardQueries = [
  wireRow({
    name: 'board.open',
    action: 'board.read',
    summary:
      'The floor now: every team’s channels, agents and the handoffs of the last hour. It stays so by the topic `board`, from `head` on.',
    input: z.object({}),
    output: z.object({
      head: headSchema,
      at: z.iso.datetime(),
      day: boardDaySchema,
      teams: z.array(boardTeamSchema),
      agents: z.array(boardAgentSchema),
      handoffs: z.array(boardHandoffSchema),
    }),
  }),
  wireRow({
    name: 'board.behind',
    action: 'board.read',
    summary: 'The conversations that a figure of the board counts, the most urgent first; at most 200 of `total`.',
    input: z.discriminatedUnion('of', [
      z.object({
        of: z.literal('queue'),
        channel: channelSchema,
        /** Of this team alone; absent is every team. */
        teamId: z.uuid().optional(),
        which: z.enum(['waiting', 'past_due', 'open']),
      }),
      z.object({ of: z.literal('agent'), agentId: z.uuid() }),
    ]),
    output: z.object({ rows: z.array(inboxRowSchema), total: z.int().nonnegative() }),
  }),
] as const;
