import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Readable, ThreadDoor, ThreadJump, ThreadView } from '#renderer/data/client/desk-client-types.ts';
import type { Loadable } from '#renderer/data/client/loadable.ts';
import { emptyThread, type ReadMarks } from '#renderer/state/thread-state.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Customer } from '#shared/domain/customer.ts';
import type { MaybeHiddenItem } from '#shared/domain/timeline-item.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { useDeskClient } from './desk-client-context.tsx';
import { useHubQuery } from './use-hub-query.ts';

export type ThreadHook = {
  readonly state: ThreadView['state'];
  readonly error: WireError | null;
  readonly retry: () => void;
  readonly customer: Customer | null;
  /** The records that the thread is made of ([ID3]); one, mostly. */
  readonly members: readonly string[];
  /** The customer's conversations, the newest first. */
  readonly conversations: readonly Conversation[];
  /** By compareItems; hidden ones keep their place ([TL5]). */
  readonly items: readonly MaybeHiddenItem[];
  readonly older: boolean;
  readonly newer: boolean;
  readonly loading: ThreadView['loading'];
  readonly loadOlder: () => void;
  readonly loadNewer: () => void;
  readonly toNewest: () => void;
  readonly jump: (to: ThreadJump) => void;
  /** Items that came while the newest end was not loaded. */
  readonly arrived: number;
  readonly lastSeq: number;
  readonly readMarks: ReadMarks;
};

type Options = { readonly conversationId?: string | undefined; readonly channels?: readonly Channel[] | undefined };

const NO_CHANNELS: readonly Channel[] = [];
const closedView: Readable<ThreadView> = createStore<ThreadView>(() => ({
  state: 'loading',
  error: null,
  loading: null,
  thread: emptyThread(''),
}));
const nothing = () => undefined;

/**
 * One customer's thread, live, both ways from wherever it stands. Mounting opens the customer, which the hub records as
 * one view ([PR1]); keep it mounted while the agent stays with the customer. `channels` must be the same array while the
 * filter is the same.
 */
export function useThread(
  customerId: string | null,
  { conversationId, channels = NO_CHANNELS }: Options = {},
): ThreadHook {
  const client = useDeskClient();
  const [door, setDoor] = useState<ThreadDoor | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation of the same customer is the same opening
  useEffect(() => {
    if (customerId === null) return;
    const opened = client.openThread(customerId, conversationId);
    setDoor(opened);
    return () => {
      opened.close();
      setDoor(null);
    };
  }, [client, customerId]);
  useEffect(() => door?.filter(channels), [door, channels]);
  const view = useStore(door?.view ?? closedView);
  const known = useStore(client.entities, (entities) => entities.conversations);
  const { members } = view.thread;
  const conversations = useMemo(
    () =>
      [...known.values()]
        .filter((c) => c.customerId === customerId || members.includes(c.customerId))
        .sort((a, b) => (a.lastItemAt < b.lastItemAt ? 1 : -1)),
    [known, customerId, members],
  );
  return useMemo(
    () => ({
      state: view.state,
      error: view.error,
      loading: view.loading,
      customer: view.thread.customer,
      members: view.thread.members,
      items: view.thread.items,
      older: view.thread.older,
      newer: view.thread.newer,
      arrived: view.thread.arrived,
      lastSeq: view.thread.lastSeq,
      readMarks: view.thread.readMarks,
      conversations,
      retry: door?.retry ?? nothing,
      loadOlder: door?.loadOlder ?? nothing,
      loadNewer: door?.loadNewer ?? nothing,
      jump: door?.jump ?? nothing,
      toNewest: () => door?.jump({ at: 'newest' }),
    }),
    [view, conversations, door],
  );
}

/**
 * A number that grows whenever something comes onto a thread, wherever the part of it that is shown stands: for asking
 * anew. The thread is opened once however many look at it; leave its filter alone.
 */
export function useThreadNews(customerId: string): number {
  const client = useDeskClient();
  const [news, setNews] = useState(0);
  useEffect(() => {
    const door = client.openThread(customerId);
    const unsubscribe = door.view.subscribe(({ thread }, { thread: before }) => {
      if (thread !== before) setNews((count) => count + 1);
    });
    return () => {
      unsubscribe();
      door.close();
    };
  }, [client, customerId]);
  return news;
}

/** Where words occur within one thread. */
export function useThreadSearch(customerId: string | null, text: string): Loadable<QueryOutput<'timeline.search'>> {
  return useHubQuery(
    'timeline.search',
    { customerId: customerId ?? '', text },
    { enabled: customerId !== null && text.trim() !== '', keepPrevious: true },
  );
}
