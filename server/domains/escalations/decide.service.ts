import { type Asking, demand } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import {
  asConversation,
  type ConversationRecord,
  findConversation,
  ownerOf,
} from '#server/domains/conversations/conversations.repository.ts';
import { takeOver } from '#server/domains/live-help/take-over.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Decision, type Escalation, type EscalationState, UNDECIDED_STATES } from '#shared/domain/escalation.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { asEscalation } from './escalation-view.ts';
import type { EscalationRecord } from './escalations.repository.ts';
import { decidedBefore, demandLead, escalationLocked, isUndecided, moved } from './locked-escalation.service.ts';
import { waitNoLonger } from './raise.service.ts';
import { tellStep } from './tell-escalation.service.ts';

type Decide = CommandParsed<'escalation:decide'>;

const LEADS_TO = {
  approve: 'approved',
  return: 'returned',
  take_over: 'taken_over',
  close: 'resolved',
} as const satisfies Record<Decision, EscalationState>;

/**
 * A lead's one decision ([ES2]): whoever is later gets `escalation_decided` with who was first. Taking over makes the lead
 * the owner and remembers from whom ([CV1]); every other decision leaves the work to the owner, whose conversation waits
 * for the lead no longer. Errors: `forbidden` for leads of other teams and for one's own question, `note_needed`,
 * `outcome_needed`, `owner_on_call`.
 */
export async function decide(
  work: Work,
  asking: Asking,
  input: Decide,
): Promise<{ escalation: Escalation; conversation: Conversation }> {
  const { escalation, locked } = await escalationLocked(work, input.escalationId);
  await demandLead(work, asking, 'escalation.decide', escalation);
  refuseOwn(asking, escalation);
  const note = maskSensitive(input.note ?? '');
  const { decision, outcome } = input;
  if (!isUndecided(escalation)) throw decidedBefore(escalation);
  if (decision === 'return' && note === '') throw new AppError('note_needed');
  if (decision === 'close' && outcome === undefined) throw new AppError('outcome_needed');
  const isTaken = decision === 'take_over' && locked.ownerAgentId !== asking.actor.id;
  const to = LEADS_TO[decision];
  await moved(work, escalation, {
    from: UNDECIDED_STATES,
    to,
    decision: { kind: decision, by: asking.actor.id },
    note: note === '' ? undefined : note,
    ...(isTaken ? { takenFrom: ownerOf(locked) } : {}),
    ...(decision === 'close' ? { outcome } : {}),
    // Whoever decides it has looked at it.
    ...(escalation.reviewerId === null ? { reviewerId: asking.actor.id } : {}),
  });
  if (isTaken) await takeOver(work, asking, { conversationId: locked.id });
  const held = isTaken ? await heldConversation(work, locked.id) : locked;
  const told = await tellStep(work, held, escalation.id, {
    event: to,
    by: authorOf(asking),
    text: note,
    ...(decision === 'close' && outcome !== undefined ? { outcome } : {}),
  });
  const after = await waitNoLonger(work, held, authorOf(asking));
  return { escalation: asEscalation(told), conversation: asConversation(after) };
}

/** Four eyes: nobody decides what they have asked themselves. */
function refuseOwn(asking: Asking, { raisedBy }: EscalationRecord): void {
  if (raisedBy === asking.actor.id) throw new AppError('forbidden', { details: { action: 'escalation.decide' } });
}

/** A conversation as it is within its own lock. */
async function heldConversation(work: Work, id: string): Promise<ConversationRecord> {
  const found = await findConversation(work.tx, id);
  if (found === null) throw new Error(`conversation ${id} is gone within its own lock`);
  return found;
}

/** Ends one that was decided, with its outcome: its owner, who asked, or a lead. Throws `wrong_state` while undecided. */
export async function resolveEscalation(
  work: Work,
  asking: Asking,
  input: CommandParsed<'escalation:resolve'>,
): Promise<Escalation> {
  const { escalation, locked } = await escalationLocked(work, input.escalationId);
  const isTheirs = escalation.raisedBy === asking.actor.id || locked.ownerAgentId === asking.actor.id;
  if (isTheirs) demand(asking, 'escalation.resolve', { ownerId: asking.actor.id });
  else await demandLead(work, asking, 'escalation.resolve', escalation);
  if (isUndecided(escalation)) throw new AppError('wrong_state', { details: { state: escalation.state } });
  await moved(work, escalation, {
    from: ['approved', 'returned', 'taken_over'],
    to: 'resolved',
    outcome: input.outcome,
  });
  const { outcome } = input;
  const text = maskSensitive(input.note ?? '');
  const told = await tellStep(work, locked, escalation.id, { event: 'resolved', by: authorOf(asking), text, outcome });
  return asEscalation(told);
}
