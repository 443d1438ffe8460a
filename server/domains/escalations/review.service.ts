import { type Asking, demand } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { type Escalation, UNDECIDED_STATES } from '#shared/domain/escalation.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { setReviewer } from './escalation-changes.repository.ts';
import { asEscalation } from './escalation-view.ts';
import { decidedBefore, demandLead, escalationLocked, isUndecided, moved } from './locked-escalation.service.ts';
import { waitNoLonger } from './raise.service.ts';
import { leadNamed } from './reviewers.repository.ts';
import { escalationNow, tellStep } from './tell-escalation.service.ts';

/**
 * A lead takes it into review; who asked sees it. Again by the same lead adds nothing; while another looks at it,
 * `escalation_reviewed` with who.
 */
export async function review(work: Work, asking: Asking, id: string): Promise<Escalation> {
  const { escalation, locked } = await escalationLocked(work, id);
  await demandLead(work, asking, 'escalation.decide', escalation);
  if (!isUndecided(escalation)) throw decidedBefore(escalation);
  if (escalation.state === 'in_review') {
    if (escalation.reviewerId === asking.actor.id) return asEscalation(escalation);
    throw new AppError('escalation_reviewed', { details: { by: escalation.reviewerName } });
  }
  await moved(work, escalation, { from: ['raised'], to: 'in_review', reviewerId: asking.actor.id });
  return asEscalation(await tellStep(work, locked, id, { event: 'in_review', by: authorOf(asking) }));
}

/** Another lead is to decide it; its state stays ([ES2]). Throws `not_found` for somebody who is no lead. */
export async function reassign(
  work: Work,
  asking: Asking,
  input: CommandParsed<'escalation:reassign'>,
): Promise<Escalation> {
  const { escalation, locked } = await escalationLocked(work, input.escalationId);
  await demandLead(work, asking, 'escalation.decide', escalation);
  if (!isUndecided(escalation)) throw decidedBefore(escalation);
  const { reviewerId } = input;
  if (reviewerId === escalation.raisedBy || !(await leadNamed(work.tx, reviewerId))) throw new AppError('not_found');
  if (reviewerId === escalation.reviewerId) return asEscalation(escalation);
  if (!(await setReviewer(work, escalation.id, reviewerId))) {
    throw decidedBefore(await escalationNow(work, escalation.id));
  }
  const step = {
    event: 'reassigned',
    by: authorOf(asking),
    text: maskSensitive(input.note ?? ''),
    formerReviewerId: escalation.reviewerId,
  } as const;
  return asEscalation(await tellStep(work, locked, escalation.id, step));
}

/** Takes back one's own question before it is decided; what waited for the lead is open again. */
export async function withdraw(
  work: Work,
  asking: Asking,
  input: CommandParsed<'escalation:withdraw'>,
): Promise<Escalation> {
  const { escalation, locked } = await escalationLocked(work, input.escalationId);
  demand(asking, 'escalation.raise', escalation.raisedBy === null ? {} : { ownerId: escalation.raisedBy });
  if (!isUndecided(escalation)) throw decidedBefore(escalation);
  await moved(work, escalation, { from: UNDECIDED_STATES, to: 'withdrawn' });
  const text = maskSensitive(input.note ?? '');
  const told = await tellStep(work, locked, escalation.id, { event: 'withdrawn', by: authorOf(asking), text });
  await waitNoLonger(work, locked, authorOf(asking));
  return asEscalation(told);
}
