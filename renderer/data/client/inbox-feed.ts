import { createStore } from 'zustand/vanilla';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import type { TopicHub } from '#renderer/data/sync/topic-hub.ts';
import {
  applyInboxEvent,
  countsLoaded,
  EMPTY_INBOX,
  type InboxState,
  knowsRows,
  tabExtended,
  tabFailed,
  tabLoaded,
  tabLoading,
} from '#renderer/state/inbox-state.ts';
import type { Call } from '#shared/domain/call.ts';
import type { InboxTab } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { InboxReader } from '#shared/domain/inbox.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { type Cursor, inboxTopic, type Topic, teamTopic } from '#shared/wire/topic.ts';
import type { DeskClient } from './desk-client-types.ts';

type Parts = {
  readonly ask: DeskClient['ask'];
  readonly topics: TopicHub;
  readonly timing: Timing;
  readonly onHandoff: (handoff: Handoff, topic: Topic) => void;
  readonly onCall: (call: Call) => void;
  readonly onCallbacks: () => void;
};

export type InboxFeed = DeskClient['inbox'] & {
  readonly start: (reader: InboxReader) => void;
  readonly stop: () => void;
};

const PAGE = 200;
const MOST_TRIES = 4;
/** Counts of rows that were not in hand are asked for again, but not more often than this. */
const RECOUNT_MS = 2000;

/** The inbox: lists over HTTP, then live by the topics of me and of my teams. */
export function createInboxFeed({ ask, topics, timing, onHandoff, onCall, onCallbacks }: Parts): InboxFeed {
  const store = createStore<InboxState>(() => EMPTY_INBOX);
  const wanted = new Set<InboxTab>();
  const following: ReturnType<TopicHub['follow']>[] = [];
  let reader: InboxReader | null = null;
  let loading: Promise<Map<Topic, Cursor>> | null = null;
  let cancelRecount: (() => void) | null = null;

  const set = (next: InboxState): void => store.setState(next, true);

  async function loadTab(tab: InboxTab): Promise<QueryOutput<'inbox.list'>> {
    const mine = reader;
    set(tabLoading(store.getState(), tab));
    try {
      const list = await freshList(tab);
      if (mine !== null && mine === reader) set(tabLoaded(store.getState(), tab, list, mine));
      for (const offer of list.offers) onHandoff(offer, '');
      return list;
    } catch (error) {
      set(tabFailed(store.getState(), tab, asWireError(error)));
      throw error;
    }
  }

  /** A list that is not older than the events already applied: what they told would be undone by it. */
  async function freshList(tab: InboxTab): Promise<QueryOutput<'inbox.list'>> {
    for (let tries = 1; ; tries += 1) {
      const list = await ask('inbox.list', { tab, limit: PAGE });
      const isOld = list.heads.some((head) => {
        const cursor = following.find(({ follower }) => follower.topic === head.topic)?.follower.cursor();
        return cursor?.generation === head.generation && cursor.version > head.version;
      });
      if (!isOld || tries === MOST_TRIES) return list;
    }
  }

  /** All lists in use, fetched anew; one fetch however many topics ask for it. The oldest heads are the safe ones. */
  function loadAll(): Promise<Map<Topic, Cursor>> {
    loading ??= (async () => {
      if (wanted.size === 0) wanted.add('mine');
      const heads = new Map<Topic, Cursor>();
      for (const list of await Promise.all([...wanted].map(loadTab))) {
        for (const { topic, generation, version } of list.heads) {
          const known = heads.get(topic);
          if (known === undefined || version < known.version) heads.set(topic, { generation, version });
        }
      }
      return heads;
    })().finally(() => {
      loading = null;
    });
    return loading;
  }

  function recountSoon(): void {
    cancelRecount ??= timing.later(RECOUNT_MS, () => {
      cancelRecount = null;
      ask('inbox.list', { tab: 'mine', limit: 1 }).then(
        (list) => set(countsLoaded(store.getState(), list)),
        () => undefined,
      );
    });
  }

  function follow(topic: Topic, who: InboxReader): void {
    const followed = topics.follow({
      topic,
      apply: ({ event }) => {
        if (!knowsRows(store.getState(), event)) recountSoon();
        set(applyInboxEvent(store.getState(), topic, event, who));
        if (event.type === 'offer_changed') onHandoff(event.handoff, topic);
        if (event.type === 'call_changed') onCall(event.call);
        if (event.type === 'callbacks_changed') onCallbacks();
      },
      reload: async () => {
        const heads = await loadAll();
        const head = heads.get(topic);
        if (head === undefined) throw new Error(`inbox.list told no head of ${topic}`);
        return head;
      },
    });
    following.push(followed);
  }

  return {
    store,
    load(tab) {
      const isNew = !wanted.has(tab);
      wanted.add(tab);
      const { state } = store.getState().tabs[tab] ?? { state: 'none' };
      if (reader === null || (!isNew && state !== 'error')) return;
      loadTab(tab).catch(() => undefined);
    },
    loadMore(tab) {
      const loaded = store.getState().tabs[tab];
      if (loaded?.state !== 'ready' || loaded.next === null) return;
      ask('inbox.list', { tab, cursor: loaded.next, limit: PAGE }).then(
        (list) => set(tabExtended(store.getState(), tab, list)),
        () => undefined,
      );
    },
    start(who) {
      reader = who;
      for (const topic of [inboxTopic(who.agentId), ...who.teamIds.map(teamTopic)]) follow(topic, who);
      topics.setReady(true);
    },
    stop() {
      reader = null;
      topics.setReady(false);
      for (const { stop } of following.splice(0)) stop();
      cancelRecount?.();
      cancelRecount = null;
      set(EMPTY_INBOX);
    },
  };
}
