import { artefactsIn } from '#build/release/updates/artefacts.ts';
import type { Trust } from './finding.ts';
import { refuseUnverified } from './refuse-unverified.ts';

/** Looks into each file that an update would be made of. @throws when one is no signed release, whatever its name */
export async function refuseUnofferable(folder: string, version: string, trust: Trust): Promise<void> {
  const names = new Set((await artefactsIn(folder, version)).map(({ file }) => file.name));
  await refuseUnverified({ folder, names: [...names], trust });
}
