import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildKind } from '#build/package/build-kind.ts';
import { sha512Of } from '#build/release/checksums.ts';
import { manifestOn } from '#build/release/updates/feed-folder.ts';
import type { PublicKey } from '#build/release/updates/update-keys.ts';
import { UPDATE_CHANNELS, UPDATE_PLATFORMS, type UpdateManifest } from '#shared/domain/update-manifest.ts';
import { type Finding, failed, judged } from './finding.ts';

type Given = {
  readonly folder: string;
  readonly kind: BuildKind;
  /** Names in the folder. */
  readonly names: readonly string[];
  /** What installations pin. */
  readonly pinned: readonly PublicKey[];
  readonly now: Date;
};

/** Metadata that any updater takes for true without asking who wrote it. */
const UNSIGNED_METADATA = /^(latest|beta|alpha|app-update).*\.ya?ml$/;

/** The update feed beside a release (`feed/`), and that there is no other metadata ([DK4]). */
export async function verifyManifests({ folder, kind, names, pinned, now }: Given): Promise<readonly Finding[]> {
  const unsigned = names
    .filter((name) => UNSIGNED_METADATA.test(name))
    .map((name) => `${name} is metadata that nobody signed`);
  const place = join(folder, 'feed');
  const hasFeed = names.includes('feed');
  const forbidden = hasFeed && kind !== 'signed' ? [`there is a feed of a build marked ${kind}`] : [];
  const findings = [judged('updates', 'no other metadata', [...unsigned, ...forbidden])];
  if (!hasFeed) return findings;
  if (pinned.length === 0)
    return [
      ...findings,
      failed('updates', 'manifests', 'no update keys are trusted (update-keys.txt in the trust folder)'),
    ];
  for (const channel of UPDATE_CHANNELS) {
    for (const platform of UPDATE_PLATFORMS) {
      const what = `update ${channel} ${platform}`;
      try {
        const manifest = await manifestOn({ folder: place, pinned }, channel, platform);
        if (manifest !== null) findings.push(judged(what, 'manifest', await manifestFaults(place, manifest, now)));
      } catch (thrown: unknown) {
        findings.push(failed(what, 'manifest', thrown instanceof Error ? thrown.message : String(thrown)));
      }
    }
  }
  return findings;
}

async function manifestFaults(feed: string, manifest: UpdateManifest, now: Date): Promise<readonly string[]> {
  const faults = Date.parse(manifest.expiresAt) > now.getTime() ? [] : [`it expired at ${manifest.expiresAt}`];
  for (const { name, size, sha512 } of manifest.files) {
    const file = join(feed, 'files', manifest.version, name);
    const found = await stat(file).catch(() => null);
    if (found === null) faults.push(`${name} is missing`);
    else if (found.size !== size) faults.push(`${name} has ${found.size} bytes, expected ${size}`);
    else if ((await sha512Of(file)) !== sha512) faults.push(`${name} is not what the manifest says`);
  }
  return faults;
}
