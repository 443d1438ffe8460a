import { text } from 'node:stream/consumers';
import type { Client } from 'pg';
import { openKept } from './kept-files.ts';
import type { OpenedBackup } from './open-backup.ts';
import { addWaitingJob, parseJobs } from './waiting-jobs.ts';

/** Puts the jobs of a backup into the queue, whose tables are there, in the transaction that the client is in. Gives how many. */
export async function restoreJobs(
  client: Client,
  { folder, manifest }: Pick<OpenedBackup, 'folder' | 'manifest'>,
): Promise<number> {
  if (manifest.jobs === null) return 0;
  const jobs = parseJobs(await text(openKept(folder, manifest.jobs)));
  for (const job of jobs) await addWaitingJob(client, job);
  return jobs.length;
}
