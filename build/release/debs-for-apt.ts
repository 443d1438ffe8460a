import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOfName, metadataRefusal } from '#build/package/build-kind.ts';
import type { Trust } from './verify/finding.ts';
import { refuseUnverified } from './verify/refuse-unverified.ts';

/** As `tsunagi-1.5.0-beta.1-linux-amd64.deb` is named. */
const PRE_RELEASE = /^tsunagi-[\d.]+-(alpha|beta|rc)\./;

/**
 * The debs of a release's folder, by path; an unsigned or a test's one among them is a mistake, and is not left out quietly.
 * @throws when there are none, one is no signed release whatever its name, or one for `stable` is a pre-release
 */
export async function debsFor(channel: 'stable' | 'beta', folder: string, trust: Trust): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
  if (names.length === 0) throw new Error(`${folder} has no debs.`);
  for (const name of names) {
    const refusal = metadataRefusal(kindOfName(name));
    if (refusal !== null) throw new Error(`${name}: ${refusal}`);
    if (channel === 'stable' && PRE_RELEASE.test(name)) throw new Error(`${name} is a pre-release: it goes to beta`);
  }
  await refuseUnverified({ folder, names, trust });
  return names.map((name) => join(folder, name));
}
