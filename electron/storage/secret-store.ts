import { readFile, rm } from 'node:fs/promises';
import { writeFileAtomically } from './atomic-file.ts';

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

/** Keeps one secret, on disk under the OS's secret store or, where there is none, in memory until the app ends. */
export type SecretStore = {
  readonly storage: 'keychain' | 'memory';
  /** Electron's name of the backend, or why there is none. */
  readonly backend: string;
  load(): Promise<string | null>;
  save(secret: string): Promise<void>;
  clear(): Promise<void>;
};

type Options = {
  readonly path: string;
  readonly platform: string;
  readonly safeStorage: SafeStorage;
  readonly log: (line: string) => void;
};

/**
 * `basic_text` (Linux without a keyring) encrypts with a password that is public, which is none: such a machine gets
 * the memory store, and the page says so.
 */
export async function openSecretStore(options: Options): Promise<SecretStore> {
  const { safeStorage, log, path } = options;
  const backend = await realBackend(safeStorage, options.platform);
  if (!backend.isReal) return memoryStore(backend.name);
  return {
    storage: 'keychain',
    backend: backend.name,
    async load() {
      try {
        return await decrypt(safeStorage, await readFile(path));
      } catch (thrown: unknown) {
        const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
        if (!isMissing) log('the kept session cannot be decrypted on this machine; sign in again');
        return null;
      }
    },
    async save(secret) {
      await writeFileAtomically(path, await encrypt(safeStorage, secret));
    },
    clear: () => rm(path, { force: true }),
  };
}

function memoryStore(backend: string): SecretStore {
  let kept: string | null = null;
  return {
    storage: 'memory',
    backend,
    load: async () => kept,
    save: async (secret) => {
      kept = secret;
    },
    clear: async () => {
      kept = null;
    },
  };
}

async function realBackend(
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

async function encrypt(safeStorage: SafeStorage, text: string): Promise<Buffer> {
  if (safeStorage.encryptStringAsync !== undefined) return safeStorage.encryptStringAsync(text);
  if (safeStorage.encryptString !== undefined) return safeStorage.encryptString(text);
  throw new Error('this Electron cannot encrypt');
}

async function decrypt(safeStorage: SafeStorage, bytes: Buffer): Promise<string> {
  if (safeStorage.decryptStringAsync !== undefined) return (await safeStorage.decryptStringAsync(bytes)).result;
  if (safeStorage.decryptString !== undefined) return safeStorage.decryptString(bytes);
  throw new Error('this Electron cannot decrypt');
}
