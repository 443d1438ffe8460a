import { z } from 'zod';
import { runCommand } from '#server/commands/run-command.ts';
import { AppError } from '#server/errors.ts';
import { commandFrameSchema, visitorTypingSchema } from '#shared/wire/socket.ts';
import { cursorSchema, customerTopic } from '#shared/wire/topic.ts';
import type { AgentParts } from './agent-events.ts';
import { answerFrame, hearSignal } from './answering.ts';
import { followAsVisitor } from './follow.ts';
import type { VisitorNamespace, VisitorSocket } from './sockets.ts';

const followSchema = z.object({ cursor: cursorSchema.optional() });

/** What customers' pages say. A visitor speaks only for themselves and follows only their own thread. */
export function hearVisitors(visitors: VisitorNamespace, parts: Omit<AgentParts, 'presence'>): void {
  visitors.on('connection', (socket) => welcome(socket, parts));
}

function welcome(
  socket: VisitorSocket,
  { deps, commandHandlers, heads, typing, inFlight }: Omit<AgentParts, 'presence'>,
): void {
  const { logger } = deps;
  const { pass, allowance } = socket.data;
  const frame = { logger, inFlight, asking: pass.asking, allowance };

  socket.on('command', (input, ack) =>
    answerFrame({
      ...frame,
      schema: commandFrameSchema,
      input,
      ack,
      handle: (command) => runCommand(deps, commandHandlers, pass.asking, command),
    }),
  );
  socket.on('follow', (input, ack) =>
    answerFrame({
      ...frame,
      schema: followSchema,
      input,
      ack,
      handle: async ({ cursor }) => {
        const result = await followAsVisitor(socket, heads, customerTopic(pass.customerId), cursor);
        if (result.mode === 'refused') throw new AppError('not_found');
        return { ok: true, data: result };
      },
    }),
  );
  socket.on('typing', (input) =>
    hearSignal({
      logger,
      allowance,
      schema: visitorTypingSchema,
      input,
      handle: ({ active }) => typing.byVisitor(socket, active),
    }),
  );
}
