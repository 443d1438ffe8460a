import { createStore } from 'zustand/vanilla';
import type { DeskClient, Readable } from '#renderer/data/client/desk-client-types.ts';
import { type CallsState, callChanged, callsLoaded, NO_CALLS } from '#renderer/state/call-state.ts';
import type { Call } from '#shared/domain/call.ts';

export type CallsFeed = {
  readonly store: Readable<CallsState>;
  /** A call as an answer of the hub told it, before its push. */
  readonly hear: (call: Call) => void;
  readonly stop: () => void;
};

/** The agent's calls: asked for at each (re)connect, live by `inbox:AGENT`. */
export function startCallsFeed(
  client: Pick<DeskClient, 'ask' | 'listen' | 'connection'>,
  agentId: string,
  onCall: (call: Call) => void,
): CallsFeed {
  const store = createStore<CallsState>(() => NO_CALLS);
  let heard = new Set<string>();
  let isStopped = false;
  const hear = (call: Call): void => {
    heard.add(call.id);
    store.setState(callChanged(store.getState(), call, agentId), true);
    onCall(call);
  };
  async function load(): Promise<void> {
    heard = new Set();
    const { calls } = await client.ask('calls.live', {});
    if (isStopped) return;
    store.setState(callsLoaded(store.getState(), calls, heard), true);
    for (const call of calls) if (!heard.has(call.id)) onCall(call);
  }
  // A failure is the connection's to show; it asks again when it is back.
  const reload = (): void => void load().catch(() => undefined);
  const unlisten = client.listen({ onCall: hear });
  const unsubscribe = client.connection.view.subscribe(({ state }, before) => {
    if (state === 'connected' && before.state !== 'connected') reload();
  });
  reload();
  return {
    store,
    hear,
    stop() {
      isStopped = true;
      unlisten();
      unsubscribe();
    },
  };
}
