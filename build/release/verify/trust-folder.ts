import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedKey } from '#build/release/updates/update-keys.ts';
import type { Trust } from './finding.ts';

/**
 * What a folder says is to be trusted: `release-key.asc`; `windows/{roots.pem,timestamp-roots.pem,publisher.txt}`; `update-keys.txt`,
 * one public key a line. What is not
 * there is trusted by nobody, and what would need it fails.
 */
export async function readTrust(folder: string): Promise<Trust> {
  const text = (name: string): Promise<string | null> => readFile(join(folder, name), 'utf8').catch(() => null);
  const publisher = await text('windows/publisher.txt');
  const updateKeys = (await text('update-keys.txt')) ?? '';
  return {
    gpgKey: await text('release-key.asc'),
    windows:
      publisher === null
        ? null
        : {
            roots: join(folder, 'windows/roots.pem'),
            timestampRoots: join(folder, 'windows/timestamp-roots.pem'),
            publisher: publisher.trim(),
          },
    updateKeys: updateKeys
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map(pinnedKey),
  };
}
