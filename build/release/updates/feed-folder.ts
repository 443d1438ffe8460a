import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  UPDATE_PLATFORMS,
  type UpdateChannel,
  type UpdateManifest,
  type UpdatePlatform,
} from '#shared/domain/update-manifest.ts';
import { artefactsIn } from './artefacts.ts';
import { checkStep, readBack, signManifest } from './sign-manifest.ts';
import type { PublicKey, UpdateKey } from './update-keys.ts';

/** The folder that is put online as it is: `CHANNEL/PLATFORM.json`, and `files/VERSION/NAME` beneath. */
export type Feed = {
  readonly folder: string;
  readonly key: UpdateKey;
  /** What installations pin; a manifest of either is read. */
  readonly pinned: readonly PublicKey[];
  readonly now: () => Date;
};

export type Release = {
  readonly artefacts: string;
  readonly channel: UpdateChannel;
  readonly version: string;
  readonly minimumVersion: string;
  readonly percent: number;
  /** How long the manifest holds, days; renewed by `changeRollout`. */
  readonly days: number;
  readonly notes: { readonly ja: string; readonly en: string };
  /** True when some platform gets its first version on this channel; else one that the feed does not have is a mistake. */
  readonly isFirst: boolean;
};

const DAY_MS = 86_400_000;
const FIRST_SERIAL = 1;

/**
 * Puts a release onto the feed: files first, then the manifests, so that none ever names a file that is not there.
 * @returns the manifests, one for each platform that the folder has files for
 * @throws when there are none, one is no signed release, it may not follow what the feed has, or the feed has nothing and nobody
 *   said that this is the first
 */
export async function publish(feed: Feed, release: Release): Promise<readonly UpdateManifest[]> {
  if (release.channel === 'stable' && release.version.includes('-'))
    throw new Error(`${release.version} is a pre-release: it goes to beta`);
  const artefacts = await artefactsIn(release.artefacts, release.version);
  if (artefacts.length === 0) throw new Error(`${release.artefacts} has no installers of ${release.version}`);
  const manifests: UpdateManifest[] = [];
  for (const platform of UPDATE_PLATFORMS) {
    const files = artefacts.filter(({ platforms }) => platforms.includes(platform)).map(({ file }) => file);
    if (files.length === 0) continue;
    const before = await manifestOn(feed, release.channel, platform);
    if (before === null && !release.isFirst) throw new Error(nothingOn(feed, `${release.channel} ${platform}`));
    const manifest: UpdateManifest = {
      format: 1,
      app: 'tsunagi',
      channel: release.channel,
      platform,
      version: release.version,
      serial: before === null ? FIRST_SERIAL : before.serial + 1,
      ...lifeOf(feed, release.days),
      minimumVersion: release.minimumVersion,
      files,
      rollout: { percent: release.percent, halted: false },
      notes: release.notes,
    };
    checkStep({ before, manifest });
    manifests.push(manifest);
  }
  if (release.isFirst && manifests.every(({ serial }) => serial > FIRST_SERIAL))
    throw new Error(`--first was said, and the feed in ${feed.folder} has all of these platforms: leave it out`);
  await copyFiles(feed, release, new Set(artefacts.map(({ file }) => file.name)));
  for (const manifest of manifests) await put(feed, manifest);
  return manifests;
}

/** In a fresh folder serials would begin anew, and every installation refuse that, and all that follows, as a replay. */
function nothingOn({ folder }: Feed, what: string): string {
  return `the feed in ${folder} has nothing on ${what}: begin with a copy of what is online, or, if there has never been any, say --first`;
}

type Change = { readonly percent?: number; readonly halted?: boolean; readonly days: number };

/** Says anew, for every platform of a channel, who is offered what the feed has; also renews how long that holds. */
export async function changeRollout(
  feed: Feed,
  channel: UpdateChannel,
  change: Change,
): Promise<readonly UpdateManifest[]> {
  const changed: UpdateManifest[] = [];
  for (const platform of UPDATE_PLATFORMS) {
    const before = await manifestOn(feed, channel, platform);
    if (before === null) continue;
    const { percent = before.rollout.percent, halted = before.rollout.halted } = change;
    const manifest = {
      ...before,
      ...lifeOf(feed, change.days),
      serial: before.serial + 1,
      rollout: { percent, halted },
    };
    checkStep({ before, manifest });
    await put(feed, manifest);
    changed.push(manifest);
  }
  if (changed.length === 0) throw new Error(`the feed in ${feed.folder} has nothing on ${channel}`);
  return changed;
}

/**
 * Null only where there is none: another's serials would begin anew, and every installation refuse them as old.
 * @throws when what lies there cannot be read, or is not signed by a key that installations pin
 */
export async function manifestOn(
  { folder, pinned }: Pick<Feed, 'folder' | 'pinned'>,
  channel: UpdateChannel,
  platform: UpdatePlatform,
): Promise<UpdateManifest | null> {
  const text = await readFile(join(folder, channel, `${platform}.json`), 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  return text === null ? null : readBack(text, pinned);
}

function lifeOf({ now }: Feed, days: number): Pick<UpdateManifest, 'issuedAt' | 'expiresAt'> {
  const issuedAt = now();
  return { issuedAt: issuedAt.toISOString(), expiresAt: new Date(issuedAt.getTime() + days * DAY_MS).toISOString() };
}

async function copyFiles(feed: Feed, release: Release, names: ReadonlySet<string>): Promise<void> {
  const target = join(feed.folder, 'files', release.version);
  await mkdir(target, { recursive: true });
  for (const name of names) await copyFile(join(release.artefacts, name), join(target, name));
}

async function put(feed: Feed, manifest: UpdateManifest): Promise<void> {
  const signed = signManifest(manifest, feed.key);
  // What no installation would believe is never put there: a retired key may still be in somebody's environment.
  readBack(signed, feed.pinned);
  const folder = join(feed.folder, manifest.channel);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${manifest.platform}.json`);
  await writeFile(`${path}.new`, signed);
  await rename(`${path}.new`, path);
}
