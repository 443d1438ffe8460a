import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '#build/release/run-tool.ts';
import type { GpgHome } from './gpg-home.ts';

/**
 * Why an rpm's signature is not one by the trusted key, or null when it is. Needs rpm. `rpm -K` alone is content with an
 * unsigned package: the level has to be asked for.
 */
export async function rpmFault(file: string, home: GpgHome): Promise<string | null> {
  const database = await mkdtemp(join(tmpdir(), 'tsunagi-rpmdb-'));
  const own = ['--define', `_dbpath ${database}`, '--define', '_keyring rpmdb'];
  try {
    const imported = await runTool('rpmkeys', [...own, '--import', home.keyFile]);
    if (imported.code !== 0) return `the trusted key can not be imported: ${imported.output.trim()}`;
    const { code, output } = await runTool('rpmkeys', [
      ...own,
      '--define',
      '_pkgverify_level signature',
      '--checksig',
      '--verbose',
      file,
    ]);
    if (code === 0) return null;
    const bad = output.split('\n').filter((line) => /NOKEY|BAD|NOT ?OK|NOTTRUSTED|no signature|NOTFOUND/i.test(line));
    return `rpmkeys ended with ${code}: ${bad.map((line) => line.trim()).join('; ') || 'no signature'}`;
  } finally {
    await rm(database, { recursive: true, force: true });
  }
}
