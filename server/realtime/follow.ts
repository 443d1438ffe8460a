import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { isWithinReach } from '#server/domains/topics/catch-up.service.ts';
import { customerOf, mayFollow } from '#server/domains/topics/follow-rights.ts';
import type { FollowInput, FollowResult } from '#shared/wire/socket.ts';
import type { Cursor, Head, Topic } from '#shared/wire/topic.ts';
import type { HeadReader } from './read-heads.ts';
import type { AgentSocket, VisitorSocket } from './sockets.ts';

/**
 * Follows topics and says for each how its cursor stands. The rooms are joined before the heads are read: what is
 * committed after a head was read is pushed, what was before is in the head, so nothing falls between ([SY3]).
 */
export async function followTopics(
  socket: AgentSocket,
  { heads, deps }: { readonly heads: HeadReader; readonly deps: Deps },
  input: FollowInput,
): Promise<FollowResult[]> {
  const allowed = new Set(
    input.topics.map(({ topic }) => topic).filter((topic) => mayFollow(socket.data.asking.actor, topic)),
  );
  for (const topic of allowed) {
    const customerId = customerOf(topic);
    if (customerId !== null) await ensureViewed(deps, socket.data.asking, customerId);
  }
  await socket.join([...allowed]);
  const found = await heads.read([...allowed]);
  return Promise.all(
    input.topics.map(async ({ topic, cursor }) => {
      const head = found.get(topic);
      if (head !== undefined) return standing(topic, cursor, head);
      if (allowed.has(topic)) await socket.leave(topic);
      return { topic, mode: 'refused' } as const;
    }),
  );
}

/** A visitor follows one topic only: the thread their own chat stands on. */
export async function followAsVisitor(
  socket: VisitorSocket,
  heads: HeadReader,
  topic: Topic,
  cursor: Cursor | undefined,
): Promise<FollowResult> {
  await socket.join(topic);
  const head = (await heads.read([topic])).get(topic);
  return head === undefined ? { topic, mode: 'refused' } : standing(topic, cursor, head);
}

function standing(topic: Topic, cursor: Cursor | undefined, head: Head): FollowResult {
  if (cursor === undefined || !isWithinReach(cursor, head)) return { topic, mode: 'reload', head };
  return { topic, mode: cursor.version === head.version ? 'current' : 'behind', head };
}
