import type { Deps } from '#server/deps.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { eachByItself } from '#server/each-by-itself.ts';
import { inWork } from '#server/work.ts';
import { markOverdue } from './escalation-changes.repository.ts';
import { overdueEscalations } from './escalations.repository.ts';
import { tellStep } from './tell-escalation.service.ts';

const AT_ONCE = 100;

/**
 * Tells the leads of questions whose time is over and that nobody has decided, each once. Called every few seconds on every
 * hub; the one conditional update lets each be told once, whoever asks. Gives how many were told of.
 */
export async function tellOverdue(deps: Deps): Promise<number> {
  const due = await overdueEscalations(deps.db, deps.clock.now(), AT_ONCE);
  return eachByItself(deps, 'tell overdue escalations', due, ({ id, conversationId }) =>
    inWork(deps, async (work) => {
      const locked = await conversationLocked(work, conversationId);
      if (!(await markOverdue(work, id))) return false;
      await tellStep(work, locked, id, { event: 'overdue', by: null });
      return true;
    }),
  );
}
