import type { Deps } from '#server/deps.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { inWork, type Work } from '#server/work.ts';
import { isLeftBy, waitingForAbsent } from './off-shift.repository.ts';

/** Somebody who is cut off for so long is not coming back to what is open: it goes to the queue. */
export const ABSENT_MS = 5 * 60_000;
const AT_ONCE = 100;

/**
 * A locked conversation whose owner is off goes to its team's queue, in this transaction, marked with the former owner
 * ([CV6]); null when its owner is here, or a handoff of it is under way. Call it where something begins to wait for them:
 * a promise falls due, a snooze ends.
 */
export async function leaveAbsentOwner(work: Work, locked: ConversationRecord): Promise<ConversationRecord | null> {
  if (locked.ownerAgentId === null || locked.status === 'resolved') return null;
  if (!(await isLeftBy(work.tx, locked.id, locked.ownerAgentId))) return null;
  await withdrawOpenOffer(work, locked, null);
  const to = { type: 'team', id: locked.teamId, name: locked.teamName } as const;
  return changeOwner(work, locked, { to, change: 'owner_off', by: null });
}

/**
 * What waits for people who are off goes to the queues ([CV6]): what they left open when they went, and what fell due
 * since. Called every second on every hub; the lock and the epoch let each go once. Gives how many went.
 */
export async function releaseWaitingForAbsent(deps: Deps): Promise<number> {
  let moved = 0;
  for (;;) {
    const found = await inWork(deps, (work) =>
      waitingForAbsent(work, new Date(work.at.getTime() - ABSENT_MS), AT_ONCE),
    );
    let now = 0;
    for (const { id, agentId } of found) {
      const gone = await inWork(deps, async (work) => {
        const locked = await conversationLocked(work, id);
        return locked.ownerAgentId === agentId && (await leaveAbsentOwner(work, locked)) !== null;
      });
      now += Number(gone);
    }
    moved += now;
    if (found.length < AT_ONCE || now === 0) return moved;
  }
}
