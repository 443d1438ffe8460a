import { z } from 'zod';
import type { CommandHandlers } from '#server/asking.ts';
import { runCommand } from '#server/commands/run-command.ts';
import type { Deps } from '#server/deps.ts';
import { commandFrameSchema, type FollowInput, followSchema, typingSchema } from '#shared/wire/socket.ts';
import { topicSchema } from '#shared/wire/topic.ts';
import { answerFrame, hearSignal, type InFlight } from './answering.ts';
import { followTopics } from './follow.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { HeadReader } from './read-heads.ts';
import { type AgentNamespace, type AgentSocket, agentRoom, sessionRoom } from './sockets.ts';
import type { Typing } from './typing.ts';

export type AgentParts = {
  readonly deps: Deps;
  readonly commandHandlers: CommandHandlers;
  readonly heads: HeadReader;
  readonly typing: Typing;
  readonly presence: PresenceWatch;
  readonly inFlight: InFlight;
};

const unfollowSchema = z.object({ topics: z.array(topicSchema).max(50) });

/** What agents' windows say, each frame checked by its schema and by the policy ([PR5]). */
export function hearAgents(agents: AgentNamespace, parts: AgentParts): void {
  agents.on('connection', (socket) => welcome(socket, parts));
}

function welcome(socket: AgentSocket, { deps, commandHandlers, heads, typing, presence, inFlight }: AgentParts): void {
  const { logger } = deps;
  const { id } = socket.data.asking.actor;
  const frame = () => ({ logger, inFlight, asking: socket.data.asking, allowance: socket.data.allowance });
  void socket.join([agentRoom(id), sessionRoom(socket.data.authSessionId)]);
  presence.arrived(id);

  socket.on('command', (input, ack) =>
    answerFrame({
      ...frame(),
      schema: commandFrameSchema,
      input,
      ack,
      handle: (command) => runCommand(deps, commandHandlers, socket.data.asking, command),
    }),
  );
  socket.on('follow', (input, ack) =>
    answerFrame({
      ...frame(),
      schema: followSchema,
      input,
      ack,
      // An absent cursor and one that is undefined are the same to the schema, not to the type.
      handle: async (wish) => ({ ok: true, data: await followTopics(socket, { heads, deps }, wish as FollowInput) }),
    }),
  );
  socket.on('unfollow', (input, ack) =>
    answerFrame({
      ...frame(),
      schema: unfollowSchema,
      input,
      ack,
      handle: async ({ topics }) => {
        for (const topic of topics) await socket.leave(topic);
        return { ok: true, data: {} };
      },
    }),
  );
  socket.on('typing', (input) =>
    hearSignal({
      logger,
      allowance: socket.data.allowance,
      schema: typingSchema,
      input,
      handle: (signal) => typing.byAgent(socket, signal),
    }),
  );
  socket.on('disconnect', () => presence.left(id));
}
