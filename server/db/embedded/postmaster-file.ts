import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, workingFolder } from '#server/db/data-folder/processes.ts';

/** What a running PostgreSQL says of itself in `postmaster.pid`. */
export type Postmaster = {
  readonly pid: number;
  readonly socketFolder: string;
  readonly state: 'starting' | 'ready' | 'stopping' | 'unknown';
};

/** Above the largest number that Linux gives to a process. */
const NOBODYS_PID = 4_194_305;

/** The server that runs on this cluster folder; undefined when none does. */
export async function runningPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = await readLines(cluster);
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isSafeInteger(pid) || pid === 0 || !(await worksIn(pid, cluster))) return undefined;
  const state = lines[7]?.trim() ?? '';
  return {
    pid,
    socketFolder: lines[4] ?? '',
    state: state === 'starting' || state === 'ready' || state === 'stopping' ? state : 'unknown',
  };
}

/**
 * PostgreSQL refuses to start while the number in `postmaster.pid` answers, whoever it belongs to now: after a crash in
 * a container that is often the hub itself, or the old server's remains that nobody has collected yet. The number is
 * replaced, the file kept, for its shared memory key is how PostgreSQL notices backends that outlived their server.
 * @returns false when a server does run there.
 */
export async function forgetDeadServer(cluster: string): Promise<boolean> {
  const lines = await readLines(cluster);
  const pid = Math.abs(Number(lines[0]));
  if (!(pid > 0)) return true;
  if (await worksIn(pid, cluster)) return false;
  await writeFile(join(cluster, 'postmaster.pid'), [String(NOBODYS_PID), ...lines.slice(1)].join('\n'));
  return true;
}

/** Whether a process is a server on this cluster: a server works in its cluster's folder for as long as it lives. */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (!isRunning(pid)) return false;
  const folder = workingFolder(pid);
  // Where the system does not tell, the number has to do.
  if (folder === undefined) return process.platform !== 'linux';
  return folder === (await realpath(cluster));
}

async function readLines(cluster: string): Promise<string[]> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n');
}
