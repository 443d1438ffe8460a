import type { UpdateChannel, UpdateFile, UpdateManifest, UpdatePackage, UpdatePlatform } from './update-manifest.ts';
import { compareVersions } from './update-version.ts';

/** This installation, as it knows itself; nothing of it comes from the feed or from a page. */
export type Installation = {
  readonly version: string;
  readonly platform: UpdatePlatform;
  readonly package: UpdatePackage;
  readonly channel: UpdateChannel;
  /** A random UUID (version 4) that this installation drew for itself. */
  readonly installationId: string;
};

/** The highest that this installation has taken for true, kept on its disk: nothing below it is ever offered again. */
export type UpdateFloor = {
  /** Of the newest manifest of each channel, whatever was decided about it. */
  readonly serials: Readonly<Partial<Record<UpdateChannel, number>>>;
  /** What was offered last, and the bytes of this installation's package of it. */
  readonly offered: { readonly version: string; readonly sha512: string } | null;
};

export const NO_FLOOR: UpdateFloor = { serials: {}, offered: null };

/** Why a manifest whose signature is right is refused all the same. */
export const DECIDED_REFUSALS = [
  'wrong_channel',
  'wrong_platform',
  'expired',
  'from_the_future',
  'replayed',
  'older_version',
  'same_version_other_bytes',
  'no_package',
  'too_old_to_step',
] as const;

/** Every way in which an update is refused, whoever finds out. */
export const UPDATE_REFUSALS = [
  'unreadable',
  'unsigned',
  'unknown_key',
  'bad_signature',
  'too_large',
  ...DECIDED_REFUSALS,
  'wrong_size',
  'wrong_hash',
  'wrong_publisher',
  'floor_unreadable',
] as const;
export type UpdateRefusal = (typeof UPDATE_REFUSALS)[number];

export type UpdateDecision =
  | { readonly outcome: 'offer'; readonly file: UpdateFile }
  /** Nothing is wrong, and there is nothing to do. */
  | { readonly outcome: 'none'; readonly reason: 'current' | 'halted' | 'not_yet_here' }
  | { readonly outcome: 'refused'; readonly refusal: (typeof DECIDED_REFUSALS)[number] };

type Asked = {
  readonly manifest: UpdateManifest;
  readonly here: Installation;
  readonly floor: UpdateFloor;
  readonly now: Date;
};

/** How far this machine's clock may be behind the one that signs. */
const CLOCK_SKEW_MS = 24 * 60 * 60 * 1000;

/** [DK4] What to do about a manifest whose signature has been found right: the one place that decides it. */
export function decideUpdate({ manifest, here, floor, now }: Asked): UpdateDecision {
  const file = manifest.files.find((candidate) => candidate.package === here.package);
  const refusal = refusalOf({ manifest, here, floor, now }, file);
  if (refusal !== null) return { outcome: 'refused', refusal };
  if (compareVersions(manifest.version, here.version) === 0) return { outcome: 'none', reason: 'current' };
  if (file === undefined) return { outcome: 'refused', refusal: 'no_package' };
  if (compareVersions(here.version, manifest.minimumVersion) < 0)
    return { outcome: 'refused', refusal: 'too_old_to_step' };
  if (manifest.rollout.halted) return { outcome: 'none', reason: 'halted' };
  if (bucketOf(here.installationId) >= manifest.rollout.percent) return { outcome: 'none', reason: 'not_yet_here' };
  return { outcome: 'offer', file };
}

function refusalOf(
  { manifest, here, floor, now }: Asked,
  file: UpdateFile | undefined,
): (typeof DECIDED_REFUSALS)[number] | null {
  if (manifest.channel !== here.channel) return 'wrong_channel';
  if (manifest.platform !== here.platform) return 'wrong_platform';
  if (now.getTime() >= Date.parse(manifest.expiresAt)) return 'expired';
  if (now.getTime() < Date.parse(manifest.issuedAt) - CLOCK_SKEW_MS) return 'from_the_future';
  if (compareVersions(manifest.version, here.version) < 0) return 'older_version';
  if (manifest.serial < (floor.serials[manifest.channel] ?? 0)) return 'replayed';
  if (floor.offered === null) return null;
  const difference = compareVersions(manifest.version, floor.offered.version);
  if (difference < 0) return 'older_version';
  const isOther = file !== undefined && file.sha512 !== floor.offered.sha512;
  return difference === 0 && isOther ? 'same_version_other_bytes' : null;
}

/**
 * Where this installation stands among all, from 0 to below 100 and the same for ever: one that gets an update at 10 %
 * gets it at 50 % too. The first 32 bits of a UUID of version 4 are random, and nothing else.
 */
export function bucketOf(installationId: string): number {
  return (Number.parseInt(installationId.slice(0, 8), 16) / 2 ** 32) * 100;
}

/** The floor after a manifest that was not refused; never lower than before. `offered`: its file, if it is offered here. */
export function raisedFloor(floor: UpdateFloor, manifest: UpdateManifest, offered: UpdateFile | null): UpdateFloor {
  const serial = Math.max(manifest.serial, floor.serials[manifest.channel] ?? 0);
  const before = floor.offered;
  const isHigher = offered !== null && (before === null || compareVersions(manifest.version, before.version) > 0);
  return {
    serials: { ...floor.serials, [manifest.channel]: serial },
    offered: isHigher ? { version: manifest.version, sha512: offered.sha512 } : before,
  };
}
