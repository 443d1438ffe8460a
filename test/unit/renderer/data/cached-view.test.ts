import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ConnectionView } from '#renderer/data/client/desk-client-types.ts';
import { createThreadFeed } from '#renderer/data/client/thread-feed.ts';
import type { CachedThread } from '#renderer/data/local/cached-threads.ts';
import { noStore } from '#renderer/data/local/local-store.ts';
import { createViewLedger } from '#renderer/data/local/view-ledger.ts';
import { HubError, wireError } from '#renderer/data/sync/hub-error.ts';
import { fakeTiming, settle } from '#test/support/fake-timing.ts';

const CUSTOMER = '0190a000-0000-7000-8000-0000000000c0';
const unreachable = new HubError(wireError('hub_unreachable', 'en', { where: 'x' }));
// What the thread shows is another test's: here it only matters whether it is shown.
const cached = {
  customer: { id: CUSTOMER, members: [CUSTOMER] },
  items: [],
  older: false,
  conversations: [],
  handoffs: [],
} as unknown as CachedThread;

async function openedWhere(isKept: boolean) {
  const view = createStore<ConnectionView>(() => ({ state: 'offline', completeUpTo: null, problem: null }));
  const kept: unknown[] = [];
  const views = createViewLedger({
    local: {
      ...noStore,
      async put(_namespace, _key, value) {
        if (isKept) kept.push(value);
        return isKept;
      },
    },
    connection: { view },
    give: async () => ({ ok: false, error: unreachable.wire }),
    newId: () => CUSTOMER,
    timing: fakeTiming(),
  });
  const feed = createThreadFeed({
    ask: async () => {
      throw unreachable;
    },
    topics: { follow: () => ({ stop: () => undefined }) } as never,
    onEvent: () => undefined,
    onOpened: () => undefined,
    onMessage: () => undefined,
    connection: view,
    cache: () => ({ keep: () => undefined, read: async () => cached }),
    onCachedView: views.opened,
  });
  const door = feed.openThread(CUSTOMER);
  await settle();
  return { state: door.view.getState().state, customer: door.view.getState().thread.customer, kept };
}

it('[PR1] a thread is shown from the cache once its opening is kept', async () => {
  expect(await openedWhere(true)).toMatchObject({
    state: 'ready',
    customer: { id: CUSTOMER },
    kept: [{ customerId: CUSTOMER }],
  });
});

it('[PR1] a thread whose opening could not be kept is not shown', async () => {
  const shown = await openedWhere(false);
  expect(shown.state).not.toBe('ready');
  expect(shown.customer).toBeNull();
});
