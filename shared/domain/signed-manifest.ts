import { z } from 'zod';
import { type UpdateManifest, updateManifestSchema } from './update-manifest.ts';

/**
 * A manifest as it lies on the feed: its text, who signed it, and the signature over that very text. One signature, by one
 * key; a reader pins two keys, so that the second can take over when the first is retired.
 */
const signedSchema = z.strictObject({
  manifest: z.string().min(2),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedManifest = z.infer<typeof signedSchema>;

/** Says whether `signature` (hex) over the UTF-8 bytes of `text` is one by the pinned key of that id; null: no such key. */
export type SignatureCheck = (keyId: string, text: string, signature: string) => boolean | null;

export type ReadManifest =
  | { readonly ok: true; readonly manifest: UpdateManifest }
  | { readonly ok: false; readonly refusal: 'unreadable' | 'unsigned' | 'unknown_key' | 'bad_signature' };

/** So that a signature made for anything else can never pass for one of a manifest. */
const PURPOSE = 'tsunagi update manifest 1\n';

/** What is really signed. */
export const signedText = (manifest: string): string => PURPOSE + manifest;

/** The one spelling of a signed manifest. */
export const writeSigned = ({ manifest, keyId, signature }: SignedManifest): string =>
  `${JSON.stringify({ manifest, keyId, signature })}\n`;

/**
 * Reads what came from the feed. Nothing inside the signed text is looked at before its signature has been found right, and
 * only the one spelling that `writeSigned` gives is read, so that no single bit of the file can change unnoticed.
 */
export function readSignedManifest(text: string, check: SignatureCheck): ReadManifest {
  const raw = parseJson(text);
  if (isUnsigned(raw)) return { ok: false, refusal: 'unsigned' };
  const signed = signedSchema.safeParse(raw);
  if (!signed.success || writeSigned(signed.data) !== text) return { ok: false, refusal: 'unreadable' };
  const { manifest, keyId, signature } = signed.data;
  const isRight = check(keyId, signedText(manifest), signature);
  if (isRight === null) return { ok: false, refusal: 'unknown_key' };
  if (!isRight) return { ok: false, refusal: 'bad_signature' };
  const parsed = updateManifestSchema.safeParse(parseJson(manifest));
  return parsed.success ? { ok: true, manifest: parsed.data } : { ok: false, refusal: 'unreadable' };
}

/** A manifest laid bare on the feed, or one whose signature was left out. */
function isUnsigned(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null) return false;
  if (!('signature' in raw)) return 'manifest' in raw || 'version' in raw;
  return raw.signature === '' || raw.signature === null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Null is no manifest either; the caller refuses it by its shape.
    return null;
  }
}
