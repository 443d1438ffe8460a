import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '#server/deps.ts';
import { demandBot } from '#server/domains/bots/bot-right.ts';
import { botSays } from '#server/domains/bots/bot-says.service.ts';
import { standingOf } from '#server/domains/bots/bots.repository.ts';
import { handOver } from '#server/domains/bots/hand-over.service.ts';
import { openTurns } from '#server/domains/bots/turns.repository.ts';
import { AppError } from '#server/errors.ts';
import { inWork } from '#server/work.ts';
import { botHandoffInSchema, botSayInSchema } from '#shared/domain/bot-handoff.ts';
import { CHANNELS, channelSchema } from '#shared/domain/channels.ts';
import { askingOf } from './guard.ts';
import { parseInput } from './parse-input.ts';

const MOST_TURNS = 50;
export const botTurnsInSchema = z.object({
  /** Names of channels, with commas between them; every one unless told. */
  channels: z
    .string()
    .max(200)
    .optional()
    .transform((text) => (text === undefined ? [...CHANNELS] : text.split(',')))
    .pipe(z.array(channelSchema).max(CHANNELS.length)),
});

/** Bots and IVRs are senders among others: they talk by the hub's channels or bring their own, and hand over to people. */
export function serveBots(http: FastifyInstance, deps: Deps): void {
  const guarded = { config: { action: 'bot.talk', askers: ['key'] } } as const;

  http.post('/api/v1/handoffs', guarded, async (request) => {
    const input = parseInput(botHandoffInSchema, request.body);
    return { ok: true, data: await inWork(deps, (work) => handOver(work, askingOf(request), input)) };
  });

  http.get<{ Params: { id: string } }>('/api/v1/handoffs/:id', guarded, async (request) => {
    const asking = askingOf(request);
    demandBot(asking);
    const { id } = parseInput(z.object({ id: z.uuid() }), request.params);
    const row = await standingOf(deps.db, id, asking.actor.id);
    if (row === null) throw new AppError('not_found');
    return { ok: true, data: stateOf(row) };
  });

  http.get('/api/v1/bots/turns', guarded, async (request) => {
    demandBot(askingOf(request));
    const { channels } = parseInput(botTurnsInSchema, request.query);
    return { ok: true, data: { turns: await openTurns(deps.db, channels, MOST_TURNS) } };
  });

  http.post('/api/v1/bots/messages', guarded, async (request) => {
    const input = parseInput(botSayInSchema, request.body);
    return { ok: true, data: await inWork(deps, (work) => botSays(work, askingOf(request), input)) };
  });
}

function stateOf({ handoffId, conversationId, status, person }: NonNullable<Awaited<ReturnType<typeof standingOf>>>) {
  const open = person === null ? 'waiting' : 'with_person';
  return {
    handoffId,
    state: status === 'resolved' ? 'resolved' : open,
    ...(conversationId === null ? {} : { conversationId }),
    ...(person === null ? {} : { person }),
  };
}
