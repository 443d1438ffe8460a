import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunAs } from './run-as.ts';
import { giveTo } from './run-as.ts';

/** The port is only a part of the socket's name; nothing listens on the network. */
export const SOCKET_PORT = 5432;

/** Longest path of a socket: 107 bytes on Linux, 103 on macOS. */
const LONGEST_SOCKET_PATH = 103;
const RECORD_NAME = 'socket-folder';

/**
 * The folder for the database's socket: in the data folder or, where that path is too long for a socket, in the
 * system's folder for temporary files, recorded in the data folder. Only its owner and root may enter.
 */
export async function prepareSocketFolder(dataFolder: string, runAs: RunAs): Promise<string> {
  const own = join(dataFolder, 'run');
  const folder = fits(own) ? own : await recordedFolder(dataFolder, runAs);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await giveTo(runAs, folder);
  return folder;
}

/**
 * Removes what a server that died left of its socket: its lock file holds the same number as `postmaster.pid` and is in
 * the way for the same reasons. Only for when no server runs on the cluster.
 */
export async function forgetDeadSocket(folder: string): Promise<void> {
  const socket = join(folder, `.s.PGSQL.${SOCKET_PORT}`);
  await rm(`${socket}.lock`, { force: true });
  await rm(socket, { force: true });
}

/** Removes the socket's folder after a clean stop. */
export async function removeSocketFolder(dataFolder: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await rm(join(dataFolder, RECORD_NAME), { force: true });
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH;
}

async function recordedFolder(dataFolder: string, runAs: RunAs): Promise<string> {
  const record = join(dataFolder, RECORD_NAME);
  const known = (await readFile(record, 'utf8').catch(() => '')).trim();
  if (known && fits(known) && (await isOurs(known, runAs))) return known;
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-'));
  await writeFile(record, `${folder}\n`);
  return folder;
}

/** After a restart of the machine anybody may have made a folder of the recorded name. */
async function isOurs(folder: string, runAs: RunAs): Promise<boolean> {
  const stats = await stat(folder).catch(() => undefined);
  const owner = runAs.kind === 'user' ? runAs.uid : process.getuid?.();
  return stats?.isDirectory() === true && stats.uid === owner;
}
