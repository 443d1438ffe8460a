import type { Work } from '#server/work.ts';
import type { Decision, EscalationOutcome } from '#shared/domain/escalation.ts';
import { UNDECIDED_STATES } from '#shared/domain/escalation.ts';
import type { Author } from '#shared/domain/party.ts';
import { moveEscalation } from './escalation-changes.repository.ts';
import { openEscalationsOf } from './escalations.repository.ts';
import { type Matter, tellStep } from './tell-escalation.service.ts';

/** What a decision came to, where nobody says so. */
const OUTCOME: Readonly<Record<Decision, EscalationOutcome>> = {
  approve: 'granted',
  return: 'explained',
  take_over: 'handled_by_lead',
  close: 'other',
};

/**
 * The conversation is resolved, or part of another one from now on: nobody has to decide about it any more. Questions that
 * are undecided are withdrawn, those that were decided end with what the decision came to. The conversation is locked.
 */
export async function endEscalations(work: Work, c: Matter, by: Author | null): Promise<void> {
  for (const { id, decision } of await openEscalationsOf(work.tx, c.id)) {
    const outcome = decision === null ? undefined : OUTCOME[decision];
    const to = decision === null ? 'withdrawn' : 'resolved';
    const from = decision === null ? UNDECIDED_STATES : (['approved', 'returned', 'taken_over'] as const);
    if (!(await moveEscalation(work, id, { from, to, outcome }))) continue;
    await tellStep(work, c, id, { event: to, by, ...(outcome === undefined ? {} : { outcome }) });
  }
}

/** A lead has given the conversation back in another way: what they took over by an escalation is done. */
export async function endTakenOver(work: Work, c: Matter, by: Author): Promise<void> {
  for (const { id, state } of await openEscalationsOf(work.tx, c.id)) {
    if (state !== 'taken_over') continue;
    const outcome = OUTCOME.take_over;
    if (!(await moveEscalation(work, id, { from: ['taken_over'], to: 'resolved', outcome }))) continue;
    await tellStep(work, c, id, { event: 'given_back', by, outcome });
  }
}
