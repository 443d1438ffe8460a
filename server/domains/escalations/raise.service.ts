import type { Asking } from '#server/asking.ts';
import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { type ConversationRecord, ownerOf } from '#server/domains/conversations/conversations.repository.ts';
import { ownedConversation, tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { snapshotOf } from '#server/domains/handoffs/handoffs.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { dueAfter } from '#shared/domain/calendar.ts';
import { ASKED_DUE_MINUTES, type Escalation } from '#shared/domain/escalation.ts';
import type { Author } from '#shared/domain/party.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { insertEscalation } from './escalation-changes.repository.ts';
import { asEscalation } from './escalation-view.ts';
import { undecidedOf } from './escalations.repository.ts';
import { leadNamed } from './reviewers.repository.ts';
import { tellStep } from './tell-escalation.service.ts';

type Raise = CommandParsed<'escalation:raise'>;

/**
 * The owner asks the leads of the conversation's team ([ES1]): the thread as it is now is pinned, the time is business time
 * of the team ([CV9]), and what was open waits for the lead until there is an answer. Errors: `not_owner`, `wrong_state`
 * once resolved, `escalation_open` when a question of it is undecided, `not_found` for a reviewer who is no lead.
 */
export async function raise(work: Work, asking: Asking, input: Raise): Promise<Escalation> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  if ((await undecidedOf(work.tx, locked.id, 'asked')) !== null) throw new AppError('escalation_open');
  const { reviewerId } = input;
  if (reviewerId !== undefined && (reviewerId === asking.actor.id || !(await leadNamed(work.tx, reviewerId)))) {
    throw new AppError('not_found');
  }
  const question = maskSensitive(input.question);
  const id = await insertEscalation(work, {
    conversationId: locked.id,
    customerId: locked.customerId,
    reason: 'asked',
    raisedBy: asking.actor.id,
    owner: ownerOf(locked),
    teamId: locked.teamId,
    reviewerId,
    question,
    asked: input.asked,
    amount: input.amount,
    snapshot: await snapshotOf(work.tx, locked.customerId),
    dueAt: dueAfter(await teamCalendar(work.tx, locked.teamId), work.at, ASKED_DUE_MINUTES),
  });
  const made = await tellStep(work, locked, id, { event: 'raised', by: authorOf(asking), text: question });
  // What waits for somebody else, or sleeps, goes on doing so.
  if (locked.status === 'open') await waitForLead(work, locked, authorOf(asking));
  return asEscalation(made);
}

async function waitForLead(work: Work, c: ConversationRecord, by: Author): Promise<void> {
  const after = await patchConversation(work, c.id, { status: 'waiting', waiting_on: 'lead', waiting_until: null });
  await appendItem(work, {
    ...internalItem(work, c, by),
    kind: 'system',
    data: { event: 'status_changed', status: 'waiting', waitingOn: 'lead' },
  });
  await tellConversationChanged(work, after);
}

/**
 * The lead's answer, or that none is wanted any more: what waited for it is open again, for its owner to go on. What the
 * owner asked is waited for as long as it is undecided, whatever else was decided.
 */
export async function waitNoLonger(work: Work, c: ConversationRecord, by: Author | null): Promise<ConversationRecord> {
  if (c.status !== 'waiting' || c.waitingOn !== 'lead') return c;
  if ((await undecidedOf(work.tx, c.id, 'asked')) !== null) return c;
  const after = await patchConversation(work, c.id, { status: 'open', waiting_on: null, waiting_until: null });
  await appendItem(work, {
    ...internalItem(work, c, by),
    kind: 'system',
    data: { event: 'status_changed', status: 'open' },
  });
  await tellConversationChanged(work, after);
  return after;
}
