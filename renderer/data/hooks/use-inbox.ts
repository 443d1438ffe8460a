import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { LOADING, type Loadable } from '#renderer/data/client/loadable.ts';
import { openOffers, rowsOfTab, takenOffers } from '#renderer/state/inbox-state.ts';
import type { InboxRow, InboxTab } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { useDeskClient } from './desk-client-context.tsx';
import { useInboxReader } from './use-inbox-reader.ts';

export type InboxView = { readonly rows: readonly InboxRow[]; readonly hasMore: boolean };

/** One tab's rows in order of urgency, live. */
export function useInbox(tab: InboxTab): Loadable<InboxView> & { readonly loadMore: () => void } {
  const { inbox } = useDeskClient();
  const state = useStore(inbox.store);
  const reader = useInboxReader();
  useEffect(() => inbox.load(tab), [inbox, tab]);
  return useMemo(() => {
    const loaded = state.tabs[tab] ?? LOADING;
    const loadMore = () => inbox.loadMore(tab);
    if (loaded.state === 'error')
      return { state: 'error', error: loaded.error, retry: () => inbox.load(tab), loadMore };
    if (loaded.state === 'loading' || reader === null) return { state: 'loading', loadMore };
    return { state: 'ready', data: { rows: rowsOfTab(state, tab, reader), hasMore: loaded.next !== null }, loadMore };
  }, [state, tab, reader, inbox]);
}

/** How many rows each tab holds, loaded or not. */
export function useInboxCounts(): Readonly<Record<InboxTab, number>> {
  return useStore(useDeskClient().inbox.store, (state) => state.counts);
}

/** Open offers to me and to my teams, the next to expire first. */
export function useOffers(): readonly Handoff[] {
  const state = useStore(useDeskClient().inbox.store);
  return useMemo(() => openOffers(state), [state]);
}

/** What I accepted and do not own yet: a private talk, or a customer on the way; the newest first. */
export function useTakenOffers(): readonly Handoff[] {
  const state = useStore(useDeskClient().inbox.store);
  return useMemo(() => takenOffers(state), [state]);
}
