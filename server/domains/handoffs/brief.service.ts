import { type Asking, demand } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { Deps } from '#server/deps.ts';
import { owedPromises } from '#server/domains/commitments/commitments.repository.ts';
import { type ConversationRecord, findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { improveBrief } from '#server/domains/summariser/improve.service.ts';
import { knownOf } from '#server/domains/summariser/known.repository.ts';
import { itemFor } from '#server/domains/timeline/item-rows.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import { draftBrief } from '#shared/domain/draft-brief.ts';
import type { Locale } from '#shared/domain/people.ts';
import { isHidden, type TimelineItem } from '#shared/domain/timeline-item.ts';
import type { Reader } from '#shared/domain/visibility.ts';
import { itemsForBrief } from './brief.repository.ts';
import { snapshotOf } from './handoffs.repository.ts';

/** A brief for the owner to correct, from what they may read of the thread, and the snapshot it was made on ([HO3]). */
export async function draftBriefFor(
  deps: Deps,
  asking: Asking,
  { conversationId, improve = false }: { readonly conversationId: string; readonly improve?: boolean | undefined },
): Promise<Drafted & { readonly improvedBy?: string }> {
  const conversation = await findConversation(deps.db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  demand(asking, 'handoff.offer', { ownerId: conversation.ownerAgentId ?? undefined });
  const who = { reader: asking.actor, locale: asking.locale };
  const { items, ...drafted } = await draftWithItems(deps.db, conversation, who);
  if (!improve) return drafted;
  const known = await knownOf(deps.db, Object.keys(drafted.snapshot), items);
  const improved = await improveBrief(deps, { items, draft: drafted.brief, locale: asking.locale, known });
  return { ...drafted, ...improved };
}

type Drafted = { readonly brief: Brief; readonly snapshot: Snapshot };
type Who = { readonly reader: Reader; readonly locale: Locale };

/** The same for whoever hands over in another way than by the dialog: with a call, say. */
export async function draftOf(db: ReadDb, conversation: ConversationRecord, who: Who): Promise<Drafted> {
  const { brief, snapshot } = await draftWithItems(db, conversation, who);
  return { brief, snapshot };
}

async function draftWithItems(
  db: ReadDb,
  conversation: ConversationRecord,
  { reader, locale }: Who,
): Promise<Drafted & { readonly items: readonly TimelineItem[] }> {
  const { id: conversationId, customerId } = conversation;
  const snapshot = await snapshotOf(db, customerId);
  const rows = await itemsForBrief(db, { conversationId, since: conversation.openedAt, snapshot });
  const promises = await owedPromises(db, { conversations: [conversationId] });
  const { role, id } = reader;
  const items = rows.map((row) => itemFor({ role, id }, row)).filter((item): item is TimelineItem => !isHidden(item));
  const waitingOn = conversation.status === 'waiting' ? (conversation.waitingOn ?? undefined) : undefined;
  const timeZone = (await findWorkspace(db))?.timeZone;
  const brief = draftBrief({ items, promises, waitingOn, locale, timeZone });
  return { brief, snapshot, items };
}
