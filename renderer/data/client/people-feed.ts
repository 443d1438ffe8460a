import { createStore } from 'zustand/vanilla';
import type { Connection } from '#renderer/data/sync/connection.ts';
import { NOBODY, type PeopleState, peopleLoaded, presenceSignalled } from '#renderer/state/people-state.ts';
import type { DeskClient, Readable } from './desk-client-types.ts';

/** Colleagues and teams: loaded at each new line, then live by signals, which are not kept for who was away. */
export function createPeopleFeed(
  connection: Connection,
  ask: DeskClient['ask'],
): { readonly store: Readable<PeopleState>; readonly load: () => Promise<PeopleState> } {
  const store = createStore<PeopleState>(() => NOBODY);
  async function load(): Promise<PeopleState> {
    const { agents, teams } = await ask('people.list', {});
    store.setState(peopleLoaded(agents, teams), true);
    return store.getState();
  }
  connection.listen({
    opened: () => void load().catch(() => undefined),
    workspace: () => void load().catch(() => undefined),
    presence: (signal) => store.setState(presenceSignalled(store.getState(), signal), true),
  });
  return { store, load };
}
