import { localCalls } from '#electron/ipc/handlers/local-calls.ts';
import { createLocalKeeper, type LocalOwner } from '#electron/storage/local-store/local-keeper.ts';
import type { SafeStorage } from '#electron/storage/os-secrets.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { IPC_CALLS } from '#shared/ipc/contract.ts';
import type { Answer } from '#shared/wire/ack.ts';

/** Wraps by a key that every process of a test knows: what an unlocked keyring is to the programs of one user. */
const openKeyring: SafeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a) as Buffer,
  decryptString: (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString('utf8'),
};

type LocalDoor = Pick<DesktopBridge, 'localState' | 'localGet' | 'localList' | 'localPut' | 'localDelete'>;

/** The desktop's own store on a folder, behind the same schemas as in the window. */
export function keptBridge(folder: string, owner: LocalOwner): LocalDoor {
  const keeper = createLocalKeeper({
    folder,
    platform: 'linux',
    safeStorage: openKeyring,
    now: () => Date.now(),
    log: () => undefined,
  });
  const calls = localCalls(keeper, async () => owner);
  const call = async <T>(name: keyof typeof calls, args?: unknown): Promise<Answer<T>> => {
    const handler = calls[name] as (args: unknown) => Promise<unknown>;
    const data = await handler(IPC_CALLS[name].args.parse(args));
    return { ok: true, data: IPC_CALLS[name].result.parse(data) as T };
  };
  return {
    localState: () => call('local/state'),
    localGet: (args) => call('local/get', args),
    localList: (args) => call('local/list', args),
    localPut: (args) => call('local/put', args),
    localDelete: (args) => call('local/delete', args),
  };
}
