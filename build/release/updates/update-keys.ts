import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { SignatureCheck } from '#shared/domain/signed-manifest.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A key as builds pin it: the first 16 digits of the SHA-256 of the raw key, and the raw 32 bytes, base64. */
export type PublicKey = { readonly id: string; readonly key: string };

/** The key that signs manifests. Its private half never leaves the process it was given to. */
export type UpdateKey = { readonly public: PublicKey; readonly sign: (text: string) => string };

/** What stands before the raw bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * The key of `TSUNAGI_UPDATE_KEY` (PKCS#8, PEM), or null when there is none.
 * @throws when it is no Ed25519 key
 */
export function updateKeyOf(env: Env): UpdateKey | null {
  const pem = env['TSUNAGI_UPDATE_KEY'];
  if (!pem) return null;
  return updateKey(createPrivateKey(pem));
}

export function updateKey(key: KeyObject): UpdateKey {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`TSUNAGI_UPDATE_KEY is a key of type ${key.asymmetricKeyType}; expected an Ed25519 key`);
  return {
    public: publicPart(key),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('hex'),
  };
}

/** A new key, as PEM. For a release it is made on a machine without a network, or by the token that keeps it. */
export function newKeyPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function publicPart(key: KeyObject): PublicKey {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return pinnedKey(der.subarray(DER_HEAD.length).toString('base64'));
}

/** @throws when the text is no raw Ed25519 key */
export function pinnedKey(key: string): PublicKey {
  const raw = Buffer.from(key, 'base64');
  if (raw.length !== 32 || raw.toString('base64') !== key)
    throw new Error(`“${key}” is no public update key; expected the 32 bytes of an Ed25519 key, base64`);
  return { id: createHash('sha256').update(raw).digest('hex').slice(0, 16), key };
}

/** Checks as an installation that pins these keys does. */
export function checkByKeys(keys: readonly PublicKey[]): SignatureCheck {
  return (keyId, text, signature) => {
    const pinned = keys.find(({ id }) => id === keyId);
    if (pinned === undefined) return null;
    const der = Buffer.concat([DER_HEAD, Buffer.from(pinned.key, 'base64')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
  };
}
