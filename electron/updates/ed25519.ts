import { createHash, createPublicKey, verify } from 'node:crypto';
import type { SignatureCheck } from '#shared/domain/signed-manifest.ts';

/** A public key as this build carries it. */
export type PinnedKey = {
  /** The first 16 digits of the SHA-256 of the raw key, hex. */
  readonly id: string;
  /** The raw 32 bytes, base64. */
  readonly key: string;
};

/** What stands before the raw bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const RAW_LENGTH = 32;

/** The raw bytes of a key whose id is its own; null for one that is anything else. */
export function rawKey({ id, key }: PinnedKey): Buffer | null {
  const raw = Buffer.from(key, 'base64');
  if (raw.length !== RAW_LENGTH || raw.toString('base64') !== key) return null;
  return createHash('sha256').update(raw).digest('hex').slice(0, 16) === id ? raw : null;
}

/** [DK4] Checks by these keys and no others. Throws at once on a key that is none. */
export function checkBy(keys: readonly PinnedKey[]): SignatureCheck {
  const known = new Map(
    keys.map((pinned) => {
      const raw = rawKey(pinned);
      if (raw === null) throw new Error(`the pinned key ${pinned.id} is no Ed25519 key of that id`);
      return [pinned.id, createPublicKey({ key: Buffer.concat([DER_HEAD, raw]), format: 'der', type: 'spki' })];
    }),
  );
  return (keyId, text, signature) => {
    const key = known.get(keyId);
    return key === undefined ? null : verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
  };
}
