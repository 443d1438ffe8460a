import type { Dirent } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, type Manifest, parseManifest } from '#server/db/backup/manifest.ts';
import { AppError } from '#server/errors.ts';

const DATED = /^tsunagi-\d{8}T\d{6}Z$/;
const BROKEN_OFF = /^tsunagi-\d{8}T\d{6}Z\.partial$/;
/** Whoever still writes has written something since. */
const SILENT_MS = 6 * 60 * 60_000;

/**
 * Leaves the newest `keep` of the backups that this command named so, and removes the others. Error: `backup_other_hub` when one
 * of them is another hub's, or of another key: then it is not known what they are worth to whom, and none is removed.
 */
export async function removeOld(into: string, keep: number, newest: Manifest): Promise<string[]> {
  const dated = (await readdir(into)).filter((name) => DATED.test(name)).sort();
  for (const name of dated) {
    const manifest = await manifestIn(join(into, name));
    if (manifest === null || (manifest.keyPrint === newest.keyPrint && manifest.hub === newest.hub)) continue;
    throw new AppError('backup_other_hub', { details: { folder: join(into, dated.at(-1) ?? ''), other: name } });
  }
  const old = dated.slice(0, Math.max(0, dated.length - keep));
  for (const name of old) await rm(join(into, name), { recursive: true, force: true });
  return old;
}

const manifestIn = async (folder: string): Promise<Manifest | null> =>
  parseManifest(await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => ''));

/**
 * Removes what a backup left that was killed: it holds as much about everybody as a whole one. One that is being written is left
 * alone, as is all that this command does not name so.
 */
export async function removeBrokenOff(into: string, now: Date): Promise<void> {
  const entries = await readdir(into, { withFileTypes: true }).catch((): Dirent[] => []);
  for (const entry of entries.filter(({ name }) => BROKEN_OFF.test(name))) {
    const folder = join(into, entry.name);
    if (now.getTime() - (await lastWritten(folder)) > SILENT_MS) await rm(folder, { recursive: true, force: true });
  }
}

async function lastWritten(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const times = await Promise.all(
    ['.', ...names].map((name) =>
      stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(...times);
}
