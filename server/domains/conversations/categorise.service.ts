import type { Asking } from '#server/asking.ts';
import { indexConversation } from '#server/domains/search/conversation-words.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import {
  type ConversationPatch,
  categoryPath,
  categoryRetired,
  patchConversation,
} from './conversation-changes.repository.ts';
import { authorOf, internalItem } from './conversation-item.ts';
import { asConversation } from './conversations.repository.ts';
import { ownedConversation, tellConversationChanged } from './ownership.service.ts';

/** Sets category, subject or priority; a new category is said on the thread. Throws `invalid` for one that is not there. */
export async function categorise(
  work: Work,
  asking: Asking,
  input: CommandParsed<'conversation:categorise'>,
): Promise<Conversation> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const patch: ConversationPatch = {
    ...(input.subject === undefined ? {} : { subject: maskSensitive(input.subject) || null }),
    ...(input.priority === undefined ? {} : { priority: input.priority }),
  };
  if (input.categoryId !== undefined && input.categoryId !== locked.categoryId) {
    const category = await chosenCategory(work, input.categoryId);
    await appendItem(work, {
      ...internalItem(work, locked, authorOf(asking)),
      kind: 'system',
      data: { event: 'category_changed', category },
    });
    patch.category_id = input.categoryId;
  }
  if (Object.keys(patch).length === 0) return asConversation(locked);
  const after = await patchConversation(work, locked.id, patch);
  if (after.subject !== locked.subject) await indexConversation(work, after);
  await tellConversationChanged(work, after);
  return asConversation(after);
}

/** As `knownCategory`, for one that is chosen now: a retired one is not there to choose. */
export async function chosenCategory(work: Work, id: string): Promise<string[]> {
  const path = await knownCategory(work, id);
  if (await categoryRetired(work, id))
    throw new AppError('invalid', { details: { reason: 'categoryId: it is retired' } });
  return path;
}

/** A category's names from the root down. Throws `invalid` when there is none of that id. */
export async function knownCategory(work: Work, id: string): Promise<string[]> {
  const path = await categoryPath(work, id);
  if (path === null) throw new AppError('invalid', { details: { reason: 'categoryId: no such category' } });
  return path;
}
