import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildKind, metadataRefusal } from '#build/package/build-kind.ts';
import { UPDATE_CHANNELS, type UpdateChannel } from '#shared/domain/update-manifest.ts';
import type { Environment } from './signing/environment.ts';
import { publish } from './updates/feed-folder.ts';
import { pinnedKey, updateKeyOf } from './updates/update-keys.ts';
import { refuseUnofferable } from './verify/refuse-unofferable.ts';
import { readTrust } from './verify/trust-folder.ts';

/** Where and how a new version is offered, as `npm run package -- --feed …` says it. */
export type Offer = {
  readonly feed: string;
  readonly channel: string;
  readonly minimumVersion: string;
  /** Of all installations; a release begins with few ([DK4]). */
  readonly percent: number;
  readonly days: number;
  /** A folder with ja.txt and en.txt. */
  readonly notes: string;
  /** Some platform gets its first version on this channel. */
  readonly isFirst: boolean;
  /** Folder of the public keys that what was built is checked by before it is offered. */
  readonly trust: string;
};

type Given = {
  readonly kind: BuildKind;
  /** Null when nobody asked for update metadata. */
  readonly offer: Offer | null;
  readonly folder: string;
  readonly version: string;
  readonly env: Environment;
};

/**
 * Puts a signed release onto the feed, when that was asked for.
 * @returns the manifests written, as `channel/platform`; null when none were asked for
 * @throws when the build is unsigned or a test, when a key is missing, or when the version may not follow what the feed has
 */
export async function writeUpdateMetadata({
  kind,
  offer,
  folder,
  version,
  env,
}: Given): Promise<readonly string[] | null> {
  if (offer === null) return null;
  const refusal = metadataRefusal(kind);
  if (refusal !== null) throw new Error(refusal);
  const key = updateKeyOf(env);
  const pinned = env['TSUNAGI_UPDATE_PUBLIC_KEYS'];
  if (key === null || !pinned)
    throw new Error('Update metadata needs TSUNAGI_UPDATE_KEY and TSUNAGI_UPDATE_PUBLIC_KEYS (docs/release.md).');
  await refuseUnofferable(folder, version, await readTrust(offer.trust));
  const manifests = await publish(
    { folder: offer.feed, key, pinned: pinned.split(',').map((text) => pinnedKey(text.trim())), now: () => new Date() },
    {
      artefacts: folder,
      channel: channelOf(offer.channel),
      version,
      minimumVersion: offer.minimumVersion,
      percent: offer.percent,
      days: offer.days,
      isFirst: offer.isFirst,
      notes: { ja: await notesIn(offer.notes, 'ja'), en: await notesIn(offer.notes, 'en') },
    },
  );
  return manifests.map(({ channel, platform }) => `${channel}/${platform}`);
}

/** Before anything is built: an hour's work is not done for a refusal at its end. @throws as {@link writeUpdateMetadata} would */
export function checkOffer(kind: BuildKind, offer: Offer | null): void {
  if (offer === null) return;
  const refusal = metadataRefusal(kind);
  if (refusal !== null) throw new Error(refusal);
  channelOf(offer.channel);
}

function channelOf(text: string): UpdateChannel {
  const found = UPDATE_CHANNELS.find((known) => known === text);
  if (found === undefined) throw new Error(`--channel is "${text}", expected ${UPDATE_CHANNELS.join(' or ')}.`);
  return found;
}

async function notesIn(folder: string, language: 'ja' | 'en'): Promise<string> {
  return (await readFile(join(folder, `${language}.txt`), 'utf8')).trim();
}
