import { randomBytes } from 'node:crypto';
import type { SafeStorage } from '#electron/storage/os-secrets.ts';

/** A secret store of the tests': what it wraps only the same one unwraps, and it can be locked. */
export function testKeyring(): { readonly safeStorage: SafeStorage; lock(): void; unlock(): void } {
  const own = randomBytes(4).toString('hex');
  let locked = false;
  const demandOpen = (): void => {
    if (locked) throw new Error('the keyring is locked');
  };
  return {
    lock: () => {
      locked = true;
    },
    unlock: () => {
      locked = false;
    },
    safeStorage: {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptString(text) {
        demandOpen();
        return Buffer.from(`${own}${text}`, 'utf8').reverse();
      },
      decryptString(bytes) {
        demandOpen();
        const text = Buffer.from(bytes).reverse().toString('utf8');
        if (!text.startsWith(own)) throw new Error('of another keyring');
        return text.slice(own.length);
      },
    },
  };
}
