import { readFile, rm } from 'node:fs/promises';
import { writeFileAtomically } from './atomic-file.ts';
import { decrypt, encrypt, realBackend, type SafeStorage } from './os-secrets.ts';

export type { SafeStorage } from './os-secrets.ts';

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

/** A machine without a real secret store gets the memory store, and the page says so. */
export async function openSecretStore(options: Options): Promise<SecretStore> {
  const { safeStorage, log, path } = options;
  const backend = await realBackend(safeStorage, options.platform);
  if (!backend.isReal) return memoryStore(backend.name, path);
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

/**
 * What lies on disk of a time when there was a store can be read again when there is one again; but whoever signs in or out
 * meanwhile ends it: the next start must not bring back a session that was left.
 */
function memoryStore(backend: string, path: string): SecretStore {
  let kept: string | null = null;
  const keep = async (secret: string | null): Promise<void> => {
    kept = secret;
    await rm(path, { force: true });
  };
  return {
    storage: 'memory',
    backend,
    load: async () => kept,
    save: keep,
    clear: () => keep(null),
  };
}
