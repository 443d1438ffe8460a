import { createStore } from 'zustand/vanilla';
import type { ThreadCache } from '#renderer/data/local/cached-threads.ts';
import { asWireError, HubError, wireError } from '#renderer/data/sync/hub-error.ts';
import type { TopicHub } from '#renderer/data/sync/topic-hub.ts';
import {
  applyThreadEvent,
  customerOpened,
  emptyThread,
  pageAfter,
  pageBefore,
  pageReplaced,
  type ThreadState,
} from '#renderer/state/thread-state.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import type { QueryInput } from '#shared/wire/queries.ts';
import { type Cursor, customerTopic, type Head, type Topic } from '#shared/wire/topic.ts';
import type { Envelope, TopicEvent } from '#shared/wire/topic-event.ts';
import type { ConnectionView, DeskClient, Readable, ThreadDoor, ThreadJump, ThreadView } from './desk-client-types.ts';

type Parts = {
  readonly ask: DeskClient['ask'];
  readonly topics: TopicHub;
  /** Conversations and handoffs that an answer or an event brought. */
  readonly onEvent: (customerId: string, event: TopicEvent) => void;
  readonly onOpened: (
    answer: Pick<Awaited<ReturnType<typeof openCustomer>>, 'customer' | 'conversations' | 'handoffs'>,
  ) => void;
  readonly onMessage: (item: TimelineItem) => void;
  readonly connection: Readable<ConnectionView>;
  readonly cache: () => Pick<ThreadCache, 'keep' | 'read'>;
  /** A thread is to be shown from the cache: kept before it is, told to the hub later; not kept, not shown ([PR1]). */
  readonly onCachedView: (customerId: string) => Promise<boolean>;
};

const PAGE = 50;
/** An event, and of which record. */
type Told = { readonly event: TopicEvent; readonly of: string };
type PageFrom = Exclude<QueryInput<'timeline.page'>['from'], { at: 'item' }> | Extract<ThreadJump, { at: 'item' }>;
const openCustomer = (ask: DeskClient['ask'], input: QueryInput<'customer.open'>) => ask('customer.open', input);

/** Opened threads, each once however many parts of the screen look at it. */
export function createThreadFeed(parts: Parts): {
  readonly openThread: DeskClient['openThread'];
  readonly stop: () => void;
} {
  const open = new Map<string, { readonly door: ThreadDoor; users: number }>();
  return {
    openThread(customerId, conversationId) {
      const shared = open.get(customerId) ?? { door: openOne(parts, customerId, conversationId), users: 0 };
      shared.users += 1;
      open.set(customerId, shared);
      let closed = false;
      return {
        ...shared.door,
        close() {
          if (closed) return;
          closed = true;
          shared.users -= 1;
          if (shared.users > 0) return;
          if (open.get(customerId) === shared) open.delete(customerId);
          shared.door.close();
        },
      };
    },
    stop() {
      for (const { door } of open.values()) door.close();
      open.clear();
    },
  };
}

function openOne(
  { ask, topics, onEvent, onOpened, onMessage, connection, cache, onCachedView }: Parts,
  customerId: string,
  conversationId: string | undefined,
): ThreadDoor {
  const view = createStore<ThreadView>(() => ({
    state: 'loading',
    error: null,
    loading: null,
    thread: emptyThread(customerId),
  }));
  let channels: readonly Channel[] = [];
  const own = customerTopic(customerId);
  const others = new Map<Topic, { readonly stop: () => void }>();
  const listening = new Set<Told[]>();
  let closed = false;
  let reopening: { again: boolean } | null = null;
  // A page that was asked for before a jump or another filter must not be joined to what came after.
  let stretch = 0;

  const patch = (change: Partial<ThreadView>): void => view.setState({ ...view.getState(), ...change }, true);
  const update = (change: (thread: ThreadState) => ThreadState, rest: Partial<ThreadView> = {}): void =>
    patch({ ...rest, thread: change(view.getState().thread) });

  /** Opens the customer, the whole thread of them; gives the places from which each of its records is followed. */
  async function open(): Promise<readonly Head[]> {
    // What is told while the answer is on its way may be newer than it, and is put onto it again.
    const meanwhile: Told[] = [];
    listening.add(meanwhile);
    try {
      const opened = await openCustomer(ask, {
        customerId,
        ...(conversationId === undefined ? {} : { conversationId }),
        limit: PAGE,
      });
      onOpened(opened);
      const { customer, page, heads } = opened;
      const fresh = channels.length === 0;
      const told = (thread: ThreadState): ThreadState =>
        meanwhile
          .filter(({ of }) => thread.members.includes(of))
          .reduce((state, { event, of }) => applyThreadEvent(state, event, of), thread);
      update((thread) => told(customerOpened(fresh ? pageReplaced(thread, page) : thread, customer)), {
        state: 'ready',
        error: null,
      });
      stretch += 1;
      if (!fresh) await goTo({ at: 'newest' });
      followOthers(heads);
      return heads;
    } catch (error) {
      const wire = asWireError(error);
      if (view.getState().state !== 'ready' && !(wire.retryable && (await showCached())))
        patch({ state: 'error', error: wire });
      throw error;
    } finally {
      listening.delete(meanwhile);
    }
  }

  let showing: Promise<boolean> | null = null;

  /** As it was when it was last loaded, for want of a hub; whether there was anything. */
  function showCached(): Promise<boolean> {
    showing ??= readCached().finally(() => {
      showing = null;
    });
    return showing;
  }

  async function readCached(): Promise<boolean> {
    const kept = await cache().read(customerId);
    if (kept === null || closed) return false;
    if (!(await onCachedView(customerId))) return false;
    if (view.getState().state === 'ready') return true;
    const { customer, items, older, conversations, handoffs } = kept;
    onOpened({ customer, conversations: [...conversations], handoffs: [...handoffs] });
    update((thread) => customerOpened(pageReplaced(thread, { items: [...items], older, newer: false }), customer), {
      state: 'ready',
      error: null,
    });
    return true;
  }

  async function reload(topic: Topic): Promise<Cursor> {
    const head = (await open()).find((one) => one.topic === topic);
    if (head === undefined) throw new HubError(wireError('not_found', 'en', {}));
    return { generation: head.generation, version: head.version };
  }

  const wishOf = (id: string) => {
    const topic = customerTopic(id);
    return {
      topic,
      apply: ({ event }: Pick<Envelope, 'event'>) => {
        for (const list of listening) list.push({ event, of: id });
        update((thread) => applyThreadEvent(thread, event, id));
        onEvent(id, event);
        if (event.type === 'item_added' && !isHidden(event.item)) onMessage(event.item);
        if (event.type === 'thread_changed') reopen();
      },
      reload: () => reload(topic),
    };
  };

  /** The other records of the thread ([ID3]) are followed beside the one that was opened, each from its own place. */
  function followOthers(heads: readonly Head[]): void {
    if (closed) return;
    for (const [topic, other] of others) {
      if (heads.some((head) => head.topic === topic)) continue;
      other.stop();
      others.delete(topic);
    }
    for (const { topic, generation, version } of heads) {
      if (topic === own || others.has(topic)) continue;
      const wish = wishOf(topic.slice('customer:'.length));
      others.set(topic, topics.follow({ ...wish, cursor: { generation, version } }));
    }
  }

  /** Told by each record of a thread that grew or fell apart: it is opened anew once, and once more if told meanwhile. */
  function reopen(): void {
    if (reopening !== null) {
      reopening.again = true;
      return;
    }
    const mine = { again: false };
    reopening = mine;
    open()
      .catch(() => undefined)
      .finally(() => {
        reopening = null;
        if (mine.again && !closed) reopen();
      });
  }

  async function page(
    from: PageFrom,
    loading: ThreadView['loading'],
    join: (thread: ThreadState, page: Awaited<ReturnType<typeof askPage>>) => ThreadState,
  ): Promise<void> {
    const mine = stretch;
    patch({ loading });
    try {
      const answer = await askPage(from);
      if (mine === stretch) update((thread) => join(thread, answer), { loading: null });
    } catch (error) {
      if (mine === stretch) patch({ loading: null, error: asWireError(error) });
    }
  }

  const askPage = (from: PageFrom) =>
    ask('timeline.page', {
      customerId: from.at === 'item' ? (from.customerId ?? customerId) : customerId,
      from: from.at === 'item' ? { at: 'item', seq: from.seq } : from,
      limit: PAGE,
      ...(channels.length === 0 ? {} : { channels: [...channels] }),
    });

  function goTo(to: ThreadJump): Promise<void> {
    stretch += 1;
    return page(to, 'jump', (thread, answer) => pageReplaced(thread, answer, channels));
  }

  /** The place at one end of what is loaded; a hidden item's place is its neighbour's. */
  function end(which: 'first' | 'last') {
    const { entries } = view.getState().thread;
    const entry = which === 'first' ? entries[0] : entries.at(-1);
    return entry === undefined ? null : { occurredAt: entry.occurredAt, customerId: entry.customerId, seq: entry.seq };
  }

  const { stop } = topics.follow(wishOf(customerId));
  const forgetLine = connection.subscribe(({ state }) => {
    if (state === 'offline' && view.getState().state !== 'ready') void showCached();
  });
  if (connection.getState().state === 'offline') void showCached();
  // Only what the hub said of late: a thread shown from the cache is there already.
  view.subscribe(({ state, thread }) => {
    if (state === 'ready' && connection.getState().state !== 'offline') cache().keep(thread);
  });

  return {
    view,
    retry: () => {
      patch({ state: 'loading', error: null });
      open().catch(() => undefined);
    },
    loadOlder() {
      const { loading, thread } = view.getState();
      const position = end('first');
      if (loading === null && thread.older && position !== null)
        void page({ at: 'before', position }, 'older', pageBefore);
    },
    loadNewer() {
      const { loading, thread } = view.getState();
      const position = end('last');
      if (loading === null && thread.newer && position !== null)
        void page({ at: 'after', position }, 'newer', pageAfter);
    },
    jump: (to) => void goTo(to),
    filter(next) {
      if (next.length === channels.length && next.every((channel) => channels.includes(channel))) return;
      channels = [...next];
      void goTo({ at: 'newest' });
    },
    close() {
      closed = true;
      forgetLine();
      stop();
      for (const other of others.values()) other.stop();
      others.clear();
    },
  };
}
