import type { Deps } from '#server/deps.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import { inWork } from '#server/work.ts';
import { abandonedSince, overdue } from './outgoing.repository.ts';
import { OUTGOING_TASK } from './queue-outgoing.service.ts';
import { sendOutgoing } from './send-outgoing.service.ts';

/** Longer than any attempt takes: whatever is still being sent then belongs to a hub that is gone. */
const ABANDONED_AFTER_MS = 3 * 60_000;
const OVERDUE_AFTER_MS = 30_000;

export const outgoingTasks = (deps: Deps) => ({
  [OUTGOING_TASK]: (payload: unknown) => sendOutgoing(deps, (payload as { itemId: string }).itemId),
});

/** Puts back to work what a hub that stopped had taken, and what lost its job. */
export async function sweepOutgoing(deps: Deps): Promise<void> {
  const now = deps.clock.now().getTime();
  await inWork(deps, async (work) => {
    const lost = await abandonedSince(work.tx, new Date(now - ABANDONED_AFTER_MS), new Date(now));
    const late = await overdue(work.tx, new Date(now - OVERDUE_AFTER_MS));
    for (const itemId of lost) await addJob(work.tx, OUTGOING_TASK, { itemId }, { key: `${OUTGOING_TASK}:${itemId}` });
    for (const itemId of late) {
      await addJob(work.tx, OUTGOING_TASK, { itemId }, { key: `${OUTGOING_TASK}:${itemId}`, keepTime: true });
    }
  });
}
