import { once } from 'node:events';
import { mkdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asFolderError, unusableFolder } from '#server/db/data-folder/folder-error.ts';
import { AppError } from '#server/errors.ts';
import type { Binaries } from './binaries.ts';
import type { RunAs } from './run-as.ts';
import { giveTo, spawnAs } from './run-as.ts';

/** The only database role. There are no passwords: whoever may open the socket is the hub's own user or root. */
export const DATABASE_USER = 'tsunagi';

/** A fresh cluster takes about 40 MB and its log's first file 16 MB; with less than this it would fail half way. */
const LEAST_FREE_BYTES = 128 * 1024 * 1024;
/** With less than this, PostgreSQL cannot write the next file of its log. */
const LEAST_FREE_TO_START_BYTES = 24 * 1024 * 1024;

/**
 * Makes sure that `cluster` is a PostgreSQL cluster of this major version, making it when it is not there. It appears
 * whole or not at all: a crash in between leaves only a folder that the next start throws away.
 * Errors: `data_folder_newer`, `data_folder_unusable`, `disk_full`.
 */
export async function ensureCluster(cluster: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  const major = await clusterVersion(cluster);
  if (major !== undefined) {
    assertMajor(dirname(cluster), major, binaries.major);
    await assertSpace(dirname(cluster), LEAST_FREE_TO_START_BYTES);
    return;
  }
  await assertSpace(dirname(cluster), LEAST_FREE_BYTES);
  const fresh = `${cluster}.new`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    await giveTo(runAs, fresh);
    await initialise(fresh, binaries, runAs);
    await rename(fresh, cluster);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
    throw asFolderError(error, dirname(cluster));
  }
}

/** The major version of the PostgreSQL that made a cluster; undefined when there is none. */
async function clusterVersion(cluster: string): Promise<number | undefined> {
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw asFolderError(error, dirname(cluster));
  });
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

function assertMajor(folder: string, found: number, expected: number): void {
  if (found === expected) return;
  if (found > expected) {
    throw new AppError('data_folder_newer', {
      details: { folder, found: `PostgreSQL ${found}`, expected: `PostgreSQL ${expected}` },
    });
  }
  throw unusableFolder(
    folder,
    `it was written by PostgreSQL ${found} and this is PostgreSQL ${expected}`,
    'Back it up with the version that wrote it and restore that here; nothing was changed.',
  );
}

async function assertSpace(folder: string, least: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < least) throw new AppError('disk_full', { details: { folder, free: bavail * bsize, least } });
}

/** Flags that are part of correctness: with a plain `C` locale Japanese has no letters, so no trigrams and no case. */
function localeFlags(major: number): string[] {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return ['--encoding=UTF8', ...(major >= 17 ? builtin : []), '--locale=C.UTF-8'];
}

async function initialise(folder: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  const args = [`--pgdata=${folder}`, `--username=${DATABASE_USER}`, '--auth=trust', ...localeFlags(binaries.major)];
  const child = spawnAs(runAs, binaries.initdb, args, ['ignore', 'pipe', 'pipe']);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw initdbError(dirname(folder), output);
}

function initdbError(folder: string, output: string): AppError {
  if (/No space left on device|Disk quota exceeded/.test(output))
    return new AppError('disk_full', { details: { folder } });
  const line = output.split('\n').find((text) => /error|fatal|cannot|could not/i.test(text)) ?? 'initdb failed';
  return unusableFolder(folder, line.trim(), 'Correct that, or choose another folder with --data.', new Error(output));
}
