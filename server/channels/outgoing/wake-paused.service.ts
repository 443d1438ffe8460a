import { addJob } from '#server/jobs/add-job.repository.ts';
import type { Work } from '#server/work.ts';
import { dueAfterPause } from './outgoing.repository.ts';
import { OUTGOING_TASK } from './queue-outgoing.service.ts';

/** Sends at once what waited while its connection was paused; with the transaction that resumes it. */
export async function wakePaused(work: Work, connectionId: string): Promise<void> {
  for (const itemId of await dueAfterPause(work, connectionId)) {
    await addJob(work.tx, OUTGOING_TASK, { itemId }, { key: `${OUTGOING_TASK}:${itemId}` });
  }
}
