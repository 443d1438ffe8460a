import type { Deps } from '#server/deps.ts';
import { breakDue, promisesDue } from '#server/domains/commitments/commitments.repository.ts';
import { tellCommitment } from '#server/domains/commitments/tell-commitment.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { leaveAbsentOwner } from '#server/domains/routing/leave-absent.service.ts';
import { inWork } from '#server/work.ts';
import { escalateBroken } from './escalate-broken.service.ts';

const AT_ONCE = 100;

/**
 * Marks promises as broken whose time is over: an item on the thread, the row is urgent, the lead hears. Called every few
 * seconds on every hub; the one conditional update lets each break once, whoever asks, and loses to whoever keeps or moves
 * it at the same moment. Gives how many it marked.
 */
export async function breakDuePromises(deps: Deps): Promise<number> {
  const due = await promisesDue(deps.db, deps.clock.now(), AT_ONCE);
  let broken = 0;
  for (const { id, conversationId } of due) {
    const hit = await inWork(deps, async (work) => {
      const locked = await conversationLocked(work, conversationId);
      const promise = await breakDue(work, id);
      if (promise === null) return false;
      const alsoAgents = await escalateBroken(work, locked, promise);
      await tellCommitment(work, locked, promise, { event: 'broken', by: null, alsoAgents });
      // Nothing waits for someone who is off ([CV6]).
      await leaveAbsentOwner(work, locked);
      return true;
    });
    if (hit) broken++;
  }
  return broken;
}
