import type { Asking } from '#server/asking.ts';
import { asConversation, type ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { itemFor } from '#server/domains/timeline/item-rows.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import { unseenItems } from './stale.repository.ts';

type Said = { readonly authorId: string; readonly seen: Snapshot };

/** Throws `stale` with the items, as the asker may read them, that the author of an answer had not seen ([CV3]). */
export async function refuseStale(
  work: Work,
  asking: Asking,
  locked: ConversationRecord,
  { authorId, seen }: Said,
): Promise<void> {
  const { customerId, id: conversationId } = locked;
  const rows = await unseenItems(work, { customerId, conversationId, authorId, seen });
  if (rows.length === 0) return;
  const reader = { role: asking.actor.role, id: asking.actor.id };
  const items = rows.map((row) => itemFor(reader, row)).filter((item) => !isHidden(item));
  if (items.length > 0) throw new AppError('stale', { details: { items, conversation: asConversation(locked) } });
}
