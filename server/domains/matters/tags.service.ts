import { type Asking, demand } from '#server/asking.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { asConversation } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked, tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';

const MOST = 20;

/** Adds tags and takes some off, for its owner, its team and leads. What changes nothing adds nothing to the thread. */
export async function tag(
  work: Work,
  asking: Asking,
  { conversationId, add, remove }: CommandParsed<'conversation:tag'>,
): Promise<Conversation> {
  const locked = await conversationLocked(work, conversationId);
  demand(asking, 'conversation.tag', { ownerId: locked.ownerAgentId ?? undefined, teamId: locked.teamId });
  const kept = locked.tags.filter((one) => !remove.includes(one));
  const tags = [...new Set([...kept, ...add])];
  if (tags.length > MOST) throw new AppError('invalid', { details: { reason: `add: at most ${MOST} tags` } });
  const gone = locked.tags.filter((one) => !tags.includes(one));
  const come = tags.filter((one) => !locked.tags.includes(one));
  if (gone.length + come.length === 0) return asConversation(locked);
  const reason = [...come.map((one) => `+${one}`), ...gone.map((one) => `−${one}`)].join(' ');
  await appendItem(work, {
    ...internalItem(work, locked, authorOf(asking)),
    kind: 'system',
    data: { event: 'tagged', reason },
  });
  const after = await patchConversation(work, locked.id, { tags });
  await tellConversationChanged(work, after);
  return asConversation(after);
}
