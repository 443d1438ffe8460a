import { type Asking, demand } from '#server/asking.ts';
import { refuseWhileWaiting } from '#server/domains/approval/held-moves.service.ts';
import { endEscalations } from '#server/domains/escalations/end-open.service.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { cancelSurvey, scheduleSurvey } from '#server/domains/surveys/schedule.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { chosenCategory, knownCategory } from './categorise.service.ts';
import { endSessions, outcomeExists, patchConversation, wrapUpOf } from './conversation-changes.repository.ts';
import { authorOf, byOf, internalItem } from './conversation-item.ts';
import { asConversation } from './conversations.repository.ts';
import { changeOwner, conversationLocked, ownedConversation, tellConversationChanged } from './ownership.service.ts';

type Resolve = CommandParsed<'conversation:resolve'>;

/**
 * Resolves with what the team requires ([CV8]); `wrapup_missing` names the fields that are not there. Its sessions end,
 * an open offer of it is withdrawn, its clock stops. Open promises stay open and stay in the promises tab: the matter may
 * be done while a call back is still owed. An answer that waits for a lead is no such thing (`approval_waiting`). Drafts are left alone ([CV4]). The owner stays its owner.
 */
export async function resolve(work: Work, asking: Asking, input: Resolve): Promise<Conversation> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  // Closed, it would go back to its author: the customer would have no word and be asked how it was.
  await refuseWhileWaiting(work, locked.id);
  const categoryId = input.categoryId ?? locked.categoryId;
  const note = input.note ?? '';
  const given = { category: categoryId !== null, outcome: input.outcome !== undefined, note: note !== '' };
  const missing = (await wrapUpOf(work, locked.teamId)).filter((field) => !given[field]);
  if (missing.length > 0) throw new AppError('wrapup_missing', { details: { fields: missing } });
  // What it has already may have been retired since; it stays.
  const readCategory = categoryId === locked.categoryId ? knownCategory : chosenCategory;
  const category = categoryId === null ? null : await readCategory(work, categoryId);
  if (input.outcome !== undefined && !(await outcomeExists(work, input.outcome))) {
    throw new AppError('invalid', { details: { reason: 'outcome: no such outcome' } });
  }
  const head = internalItem(work, locked, authorOf(asking));
  await withdrawOpenOffer(work, locked, byOf(asking));
  await endEscalations(work, locked, authorOf(asking));
  if (note !== '') await appendItem(work, { ...head, kind: 'note', data: { text: note } });
  await appendItem(work, {
    ...head,
    kind: 'system',
    data: {
      event: 'resolved',
      ...(category === null ? {} : { category }),
      ...(input.outcome === undefined ? {} : { outcome: input.outcome }),
    },
  });
  await endSessions(work, locked.id);
  const after = await patchConversation(work, locked.id, {
    status: 'resolved',
    resolved_at: work.at,
    category_id: categoryId,
    outcome: input.outcome ?? null,
    waiting_on: null,
    waiting_until: null,
    customer_waits_since: null,
    reply_due_at: null,
  });
  await scheduleSurvey(work, { ...after, resolvedAt: work.at });
  await tellConversationChanged(work, after);
  return asConversation(after);
}

/**
 * Reopens a resolved conversation; it becomes the asker's. No session begins: the customer is not there for it. Throws
 * `wrong_state` when it is not resolved.
 */
export async function reopen(
  work: Work,
  asking: Asking,
  input: CommandParsed<'conversation:reopen'>,
): Promise<Conversation> {
  const locked = await conversationLocked(work, input.conversationId);
  demand(asking, 'conversation.reopen', { ownerId: locked.ownerAgentId ?? undefined, teamId: locked.teamId });
  if (locked.epoch !== input.epoch) {
    throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  }
  if (locked.status !== 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  // Part of another one: what merged them is taken back instead ([CV7]).
  if (locked.mergedInto !== null) throw new AppError('wrong_state', { details: { state: 'merged' } });
  const open = await patchConversation(work, locked.id, {
    status: 'open',
    resolved_at: null,
    outcome: null,
    last_item_at: work.at,
  });
  await appendItem(work, {
    ...internalItem(work, locked, authorOf(asking)),
    kind: 'system',
    data: { event: 'reopened' },
  });
  await cancelSurvey(work, locked.id);
  if (open.ownerAgentId === asking.actor.id) {
    await tellConversationChanged(work, open);
    return asConversation(open);
  }
  const to = { type: 'agent', id: asking.actor.id, name: asking.name } as const;
  const after = await changeOwner(work, open, { to, change: 'reopened', by: byOf(asking) });
  if (after === null) throw new AppError('not_owner', { details: { owner: open.ownerName, epoch: open.epoch } });
  return asConversation(after);
}
