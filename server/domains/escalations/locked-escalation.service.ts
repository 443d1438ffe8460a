import { type Asking, demand } from '#server/asking.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { UNDECIDED_STATES } from '#shared/domain/escalation.ts';
import type { Action } from '#shared/wire/policy.ts';
import { type EscalationMove, moveEscalation } from './escalation-changes.repository.ts';
import { type EscalationRecord, findEscalation } from './escalations.repository.ts';
import { hasOwnLead } from './reviewers.repository.ts';
import { escalationNow } from './tell-escalation.service.ts';

export type LockedEscalation = { readonly escalation: EscalationRecord; readonly locked: ConversationRecord };

/** The escalation behind its conversation's lock. Throws `not_found`. */
export async function escalationLocked(work: Work, id: string): Promise<LockedEscalation> {
  const seen = await findEscalation(work.tx, id);
  if (seen === null) throw new AppError('not_found');
  const locked = await conversationLocked(work, seen.conversationId);
  return { escalation: await escalationNow(work, id), locked };
}

/**
 * A lead of the team may, who was asked by name may, and any lead where the team has none besides who asked ([PR5]: teams
 * limit acting). Throws `forbidden`.
 */
export async function demandLead(work: Work, asking: Asking, action: Action, e: EscalationRecord): Promise<void> {
  const { actor } = asking;
  const isNamed = e.reviewerId === actor.id;
  const standsIn = isNamed || (actor.role === 'lead' && !(await hasOwnLead(work.tx, e.teamId, e.raisedBy)));
  demand(asking, action, { teamId: e.teamId, ...(standsIn ? { ownerId: actor.id } : {}) });
}

/** Moves it, or tells who was first ([ES2]). */
export async function moved(work: Work, e: EscalationRecord, move: EscalationMove): Promise<void> {
  if (!(await moveEscalation(work, e.id, move))) throw decidedBefore(await escalationNow(work, e.id));
}

/** What whoever came too late is told: who was first, and where it stands. */
export function decidedBefore(e: EscalationRecord): AppError {
  const by = e.decidedByName ?? (e.state === 'withdrawn' ? e.raisedByName : e.reviewerName) ?? '–';
  return new AppError('escalation_decided', { details: { by, escalation: e.state } });
}

export const isUndecided = ({ state }: Pick<EscalationRecord, 'state'>): boolean => UNDECIDED_STATES.includes(state);
