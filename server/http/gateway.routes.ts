import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { issuesOf, runCommand } from '#server/commands/run-command.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { runQuery } from '#server/queries/run-query.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { ERRORS } from '#shared/wire/errors.ts';
import { askingOf } from './guard.ts';
import type { Metrics } from './metrics.ts';

type Handlers = { readonly commands: CommandHandlers; readonly queries: QueryHandlers };
type Named = { Params: { name: string } };

const commandBody = z.object({ id: z.uuid(), input: z.unknown().optional() });
const queryBody = z.object({ input: z.unknown().optional() }).nullish();

/** Commands and queries over HTTP, the same rows and the same way as on the socket. */
export function serveGateway(app: FastifyInstance, deps: Deps, handlers: Handlers, metrics: Metrics): void {
  const commandConfig = { action: 'by-name', askers: ['agent', 'visitor'] } as const;
  app.post<Named>('/api/v1/commands/:name', { config: commandConfig }, async (request, reply) => {
    const body = commandBody.safeParse(request.body);
    if (!body.success) throw new AppError('invalid', { details: { reason: issuesOf(body.error) } });
    const frame = { id: body.data.id, name: request.params.name, input: body.data.input ?? {} };
    const answer = await runCommand(deps, handlers.commands, askingOf(request), frame);
    // The name is somebody's text until a row is found for it.
    const known = answer.ok || answer.error.code !== 'unknown_command';
    metrics.commands.inc({ name: known ? frame.name : '(unknown)', outcome: answer.ok ? 'ok' : answer.error.code });
    return send(reply, answer);
  });
  app.post<Named>('/api/v1/queries/:name', { config: { action: 'by-name' } }, async (request, reply) => {
    const body = queryBody.safeParse(request.body);
    if (!body.success) throw new AppError('invalid', { details: { reason: issuesOf(body.error) } });
    return send(
      reply,
      await runQuery(deps, handlers.queries, askingOf(request), {
        name: request.params.name,
        input: body.data?.input ?? {},
      }),
    );
  });
}

function send(reply: FastifyReply, answer: Answer<unknown>): FastifyReply {
  return reply
    .status(answer.ok ? 200 : ERRORS[answer.error.code].status)
    .header('cache-control', 'no-store')
    .send(answer);
}
