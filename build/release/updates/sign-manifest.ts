import { readSignedManifest, signedText, writeSigned } from '#shared/domain/signed-manifest.ts';
import { LARGEST_MANIFEST, type UpdateManifest, updateManifestSchema } from '#shared/domain/update-manifest.ts';
import { compareVersions } from '#shared/domain/update-version.ts';
import { checkByKeys, type PublicKey, type UpdateKey } from './update-keys.ts';

/**
 * The manifest as it goes onto the feed, read back by the very rules of an installation before it is given away.
 * @throws when it breaks its schema, or is larger than an installation reads
 */
export function signManifest(manifest: UpdateManifest, key: UpdateKey): string {
  const parsed = updateManifestSchema.safeParse(manifest);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`the manifest is not in order: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const text = JSON.stringify(parsed.data);
  const signed = writeSigned({ manifest: text, keyId: key.public.id, signature: key.sign(signedText(text)) });
  const { length } = Buffer.from(signed, 'utf8');
  if (length > LARGEST_MANIFEST)
    throw new Error(`the manifest has ${length} bytes, an installation reads ${LARGEST_MANIFEST}: shorten the notes`);
  readBack(signed, [key.public]);
  return signed;
}

/** @throws with the refusal when an installation that pins these keys would not believe it */
export function readBack(signed: string, keys: readonly PublicKey[]): UpdateManifest {
  const read = readSignedManifest(signed, checkByKeys(keys));
  if (!read.ok) throw new Error(`an installation would refuse this manifest: ${read.refusal}`);
  return read.manifest;
}

type Step = { readonly before: UpdateManifest | null; readonly manifest: UpdateManifest };

/**
 * [DK4] What may follow what on a feed: a higher serial, never a lower version, and the same version only with the same files.
 * @throws with what was found and what to do
 */
export function checkStep({ before, manifest }: Step): void {
  if (before === null) return;
  if (manifest.serial <= before.serial)
    throw new Error(`serial ${manifest.serial} does not follow ${before.serial}: it has to be higher`);
  const difference = compareVersions(manifest.version, before.version);
  if (difference < 0)
    throw new Error(
      `${manifest.version} is older than ${before.version}, which the feed has: roll back by releasing the old code as a higher version`,
    );
  if (difference === 0 && JSON.stringify(manifest.files) !== JSON.stringify(before.files))
    throw new Error(`${manifest.version} is on the feed with other files: give the new ones a new version`);
}
