import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decrypt, encrypt, realBackend, type SafeStorage } from '#electron/storage/os-secrets.ts';
import type { LocalState } from '#shared/ipc/local.ts';
import { openDataKey } from './data-key.ts';
import { type LocalStore, openLocalStore } from './local-store.ts';

/** Whose things: the hub's address and the agent's id. */
export type LocalOwner = { readonly hub: string; readonly agentId: string };

/** The stores of this machine, one for each agent at each hub; opened when first asked for. */
export type LocalKeeper = {
  /** Null where nothing may be kept: see `state`. */
  readonly storeOf: (owner: LocalOwner) => Promise<LocalStore | null>;
  readonly state: (owner: LocalOwner) => Promise<LocalState>;
  /** They signed out, or an administrator ended their sign-in: nothing of them stays. */
  readonly forget: (owner: LocalOwner) => Promise<void>;
};

type Options = {
  readonly folder: string;
  readonly platform: string;
  readonly safeStorage: SafeStorage;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

type Opened = { readonly store: LocalStore | null; readonly state: LocalState };

const KEPT: LocalState = { state: 'kept', reason: 'none' };

/**
 * Without a real secret store nothing is ever written ([SY5]). One that is locked now keeps what lies there, for a later
 * start to read, and takes nothing.
 */
export function createLocalKeeper({ folder, platform, safeStorage, now, log }: Options): LocalKeeper {
  const opened = new Map<string, Promise<Opened>>();
  const wrapper = {
    wrap: (text: string) => encrypt(safeStorage, text),
    unwrap: (bytes: Buffer) => decrypt(safeStorage, bytes),
  };
  const folderOf = ({ hub, agentId }: LocalOwner): string =>
    join(folder, createHash('sha256').update(`${hub}\n${agentId}`).digest('hex').slice(0, 32));

  async function openOne(of: string): Promise<Opened> {
    const { isReal } = await realBackend(safeStorage, platform);
    if (!isReal) return { store: null, state: { state: 'not_kept', reason: 'no_secret_store' } };
    try {
      const dataKey = await openDataKey({ folder: of, wrapper, now, log });
      return { store: await openLocalStore({ folder: of, dataKey, now, log }), state: KEPT };
    } catch (thrown: unknown) {
      log(`nothing is kept on this machine now: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
      return { store: null, state: { state: 'not_kept', reason: 'locked' } };
    }
  }

  function open(owner: LocalOwner): Promise<Opened> {
    const of = folderOf(owner);
    const known = opened.get(of);
    if (known !== undefined) return known;
    const opening = openOne(of);
    opened.set(of, opening);
    return opening;
  }

  return {
    storeOf: async (owner) => (await open(owner)).store,
    state: async (owner) => (await open(owner)).state,
    async forget(owner) {
      const of = folderOf(owner);
      const known = await opened.get(of)?.catch(() => undefined);
      opened.delete(of);
      await known?.store?.wipe();
      for (const name of await readdir(folder).catch(() => []))
        if (name.startsWith(basename(of)))
          await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
