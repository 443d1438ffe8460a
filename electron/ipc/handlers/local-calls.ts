import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import type { LocalKeeper, LocalOwner } from '#electron/storage/local-store/local-keeper.ts';
import type { LocalStore } from '#electron/storage/local-store/local-store.ts';

type Names = 'local/state' | 'local/get' | 'local/list' | 'local/put' | 'local/delete';

/** Whose store it is, the main process knows; the page can name no other. Throws `not_signed_in` when nobody is. */
export function localCalls(keeper: LocalKeeper, owner: () => Promise<LocalOwner | null>): Pick<CallHandlers, Names> {
  const own = async (): Promise<LocalOwner> => {
    const known = await owner();
    if (known === null) throw new CallFailure('not_signed_in');
    return known;
  };
  const store = async (): Promise<LocalStore | null> => keeper.storeOf(await own());
  return {
    'local/state': async () => keeper.state(await own()),
    'local/get': async ({ namespace, key }) => ({ value: (await (await store())?.get(namespace, key)) ?? null }),
    'local/list': async ({ namespace }) => ({ entries: [...((await (await store())?.list(namespace)) ?? [])] }),
    'local/put': async ({ namespace, key, value }) => ({
      kept: (await (await store())?.put(namespace, key, value)) ?? false,
    }),
    'local/delete': async ({ namespace, key }) => (await store())?.remove(namespace, key),
  };
}
