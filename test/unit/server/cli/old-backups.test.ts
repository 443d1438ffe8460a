import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeBrokenOff, removeOld } from '#server/cli/old-backups.ts';
import { type Manifest, parseManifest } from '#server/db/backup/manifest.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const hash = '0'.repeat(64);
const manifest: Manifest = {
  ...{
    product: 'tsunagi',
    format: 1,
    version: '0.1.0',
    takenAt: '2026-01-01T03:30:00.000Z',
    postgres: '18.1',
    schema: 1,
  },
  ...{ migrations: [], keyPrint: hash, hub: '2025-01-01', tables: [], sequences: [], jobs: null, objects: 0 },
  threads: { file: 'threads.tsv.gz', bytes: 1, sha256: hash, textSha256: hash },
};
const [first, second, third] = [
  'tsunagi-20260101T033000Z',
  'tsunagi-20260102T033000Z',
  'tsunagi-20260103T033000Z',
] as const;

async function backups(manifests: Readonly<Record<string, Manifest>>): Promise<string> {
  const into = await tempDir();
  for (const [name, of] of Object.entries(manifests)) {
    await mkdir(join(into, name));
    await writeFile(join(into, name, 'manifest.json'), JSON.stringify(of));
  }
  return into;
}

it('the oldest backups of this hub leave', async () => {
  expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
  const into = await backups({ [first]: manifest, [second]: manifest, [third]: manifest });
  expect(await removeOld(into, 2, manifest)).toEqual([first]);
  expect(await readdir(into)).toEqual([second, third]);
});

it.each([{ keyPrint: '1'.repeat(64) }, { hub: '2026-01-02' }])(
  'none leaves while one beside it is of another hub or key: %o',
  async (other) => {
    const into = await backups({ [first]: { ...manifest, ...other }, [second]: manifest, [third]: manifest });
    await expect(removeOld(into, 1, manifest)).rejects.toMatchObject({
      code: 'backup_other_hub',
      details: { other: first },
    });
    expect(await readdir(into)).toEqual([first, second, third]);
  },
);

it('what a killed backup left is removed once nobody writes it; no other folder is', async () => {
  const into = await tempDir();
  const [dead, alive, strange] = [`${first}.partial`, `${second}.partial`, 'notes.partial'];
  for (const name of [dead, alive, strange]) await mkdir(join(into, name, 'tables'), { recursive: true });
  const now = new Date();
  const old = new Date(now.getTime() - 7 * 60 * 60_000);
  const paths = [dead, join(dead, 'tables'), alive, join(strange, 'tables'), strange];
  for (const path of paths) await utimes(join(into, path), old, old);
  await removeBrokenOff(into, now);
  // The table that is being written to says that somebody works on it.
  expect(await readdir(into)).toEqual([strange, alive]);
});
