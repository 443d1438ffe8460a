import { type Actor, mayDo } from '#shared/wire/policy.ts';
import { BOARD_TOPIC, type Topic } from '#shared/wire/topic.ts';

/** Whether an agent may follow a topic, and so catch up on it: the same rule for both transports ([PR5]). */
export function mayFollow(actor: Actor, topic: Topic): boolean {
  if (topic === BOARD_TOPIC) return mayDo(actor, 'board.read');
  const [kind, id] = topic.split(':');
  if (id === undefined) return false;
  switch (kind) {
    case 'customer':
      return mayDo(actor, 'thread.read');
    case 'inbox':
      return mayDo(actor, 'inbox.read', { ownerId: id });
    case 'team':
      return mayDo(actor, 'team.read', { teamId: id });
    default:
      return false;
  }
}

/** Whose thread a topic is, or null for lists. */
export function customerOf(topic: Topic): string | null {
  const [kind, id] = topic.split(':');
  return kind === 'customer' && id !== undefined ? id : null;
}
