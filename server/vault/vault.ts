import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '#server/errors.ts';

/** Seals what is secret at rest ([CH2]: passwords and tokens of connected channels). */
export type Vault = {
  /** AES-256-GCM, bound to `context`: what was sealed for one row does not open in another. */
  readonly seal: (text: string, context: string) => Buffer;
  /** Throws `secret_unreadable` when it was sealed with another key, for another context, or was changed. */
  readonly open: (sealed: Buffer, context: string) => string;
  /** A key of its own for one purpose, the same in every hub with this key: for signatures that only we check. */
  readonly keyFor: (purpose: string) => Buffer;
};

/** Bytes of a vault's key. */
export const KEY_BYTES = 32;
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A vault with one key of KEY_BYTES bytes. */
export function createVault(key: Buffer): Vault {
  if (key.length !== KEY_BYTES) throw new Error(`a vault's key has ${KEY_BYTES} bytes, not ${key.length}`);
  return {
    keyFor: (purpose) => Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES)),
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      try {
        if (sealed[0] !== FORMAT) throw new Error('unknown format');
        const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
        const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
        const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
        return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new AppError('secret_unreadable', { cause });
      }
    },
  };
}
