/** As much of Electron's safeStorage as is used; what an older or newer Electron lacks is optional. */
export type SafeStorage = {
  isEncryptionAvailable?(): boolean;
  getSelectedStorageBackend?(): string;
  encryptString?(text: string): Buffer;
  decryptString?(bytes: Buffer): string;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(bytes: Buffer): Promise<{ readonly result: string }>;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
};

/**
 * `basic_text` (Linux without a keyring) encrypts with a password that is public, which is none: it does not count as a
 * secret store.
 */
export async function realBackend(
  safeStorage: SafeStorage,
  platform: string,
): Promise<{ readonly isReal: boolean; readonly name: string }> {
  const isAvailable =
    (await safeStorage.isAsyncEncryptionAvailable?.()) ?? safeStorage.isEncryptionAvailable?.() ?? false;
  const name = safeStorage.getSelectedStorageBackend?.();
  if (!isAvailable) return { isReal: false, name: name ?? 'none' };
  if (platform !== 'linux') return { isReal: true, name: platform === 'darwin' ? 'keychain' : 'dpapi' };
  // Before it could be asked for its backend, Electron said "available" on Linux only with a real keyring.
  if (name === undefined) return { isReal: true, name: 'keyring' };
  return { isReal: name !== 'basic_text' && name !== 'unknown', name };
}

/** Throws when the store is locked or gone. */
export async function encrypt(safeStorage: SafeStorage, text: string): Promise<Buffer> {
  if (safeStorage.encryptStringAsync !== undefined) return safeStorage.encryptStringAsync(text);
  if (safeStorage.encryptString !== undefined) return safeStorage.encryptString(text);
  throw new Error('this Electron cannot encrypt');
}

/** Throws when the store is locked or gone, and on what this user on this machine did not encrypt. */
export async function decrypt(safeStorage: SafeStorage, bytes: Buffer): Promise<string> {
  if (safeStorage.decryptStringAsync !== undefined) return (await safeStorage.decryptStringAsync(bytes)).result;
  if (safeStorage.decryptString !== undefined) return safeStorage.decryptString(bytes);
  throw new Error('this Electron cannot decrypt');
}
