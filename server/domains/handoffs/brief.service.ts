import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { itemFor } from '#server/domains/timeline/item-rows.ts';
import { AppError } from '#server/errors.ts';
import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import { draftBrief } from '#shared/domain/draft-brief.ts';
import { isHidden, type TimelineItem } from '#shared/domain/timeline-item.ts';
import { itemsForBrief, promisesOf } from './brief.repository.ts';
import { snapshotOf } from './handoffs.repository.ts';

/** A brief for the owner to correct, from what they may read of the thread, and the snapshot it was made on ([HO3]). */
export async function draftBriefFor(
  deps: Deps,
  asking: Asking,
  conversationId: string,
): Promise<{ brief: Brief; snapshot: Snapshot }> {
  const conversation = await findConversation(deps.db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  demand(asking, 'handoff.offer', { ownerId: conversation.ownerAgentId ?? undefined });
  const { customerId } = conversation;
  const snapshot = await snapshotOf(deps.db, customerId);
  const of = { conversationId, since: conversation.openedAt, snapshot };
  const [rows, promises] = await Promise.all([itemsForBrief(deps.db, of), promisesOf(deps.db, conversationId)]);
  const reader = { role: asking.actor.role, id: asking.actor.id };
  const items = rows.map((row) => itemFor(reader, row)).filter((item): item is TimelineItem => !isHidden(item));
  const waitingOn = conversation.status === 'waiting' ? (conversation.waitingOn ?? undefined) : undefined;
  const brief = draftBrief({ items, promises, waitingOn, locale: asking.locale });
  return { brief, snapshot };
}
