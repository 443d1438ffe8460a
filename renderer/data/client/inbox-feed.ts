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
import type { Escalation } from '#shared/domain/escalation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { InboxReader } from '#shared/domain/inbox.ts';
import type { SurveyAnswer } from '#shared/domain/survey.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import type { QueryInput, QueryOutput } from '#shared/wire/queries.ts';
import { type Cursor, type Head, inboxTopic, type Topic, teamTopic } from '#shared/wire/topic.ts';
import type { Envelope, TopicEvent } from '#shared/wire/topic-event.ts';
import type { DeskClient, HeldNews, OwnerSilence } from './desk-client-types.ts';

type Parts = {
  readonly ask: DeskClient['ask'];
  readonly topics: TopicHub;
  readonly timing: Timing;
  readonly onHandoff: (handoff: Handoff, topic: Topic) => void;
  readonly onCall: (call: Call) => void;
  readonly onCallbacks: () => void;
  readonly onWork: (offer: WorkOffer) => void;
  readonly onSilence: (silence: OwnerSilence) => void;
  readonly onSurveyLow: (answer: SurveyAnswer) => void;
  readonly onEscalation: (escalation: Escalation) => void;
  readonly onHeld: (held: HeldNews) => void;
};

export type InboxFeed = DeskClient['inbox'] & {
  /** Shows what was kept, until the hub tells more; its lists are asked for anew. */
  readonly restore: (kept: InboxState) => void;
  readonly start: (reader: InboxReader) => void;
  readonly stop: () => void;
};

type List = QueryOutput<'inbox.list'>;

const PAGE = 200;
/** Counts of rows that were not in hand are asked for again, but not more often than this. */
const RECOUNT_MS = 2000;

/** The inbox: lists over HTTP, then live by the topics of me and of my teams. */
export function createInboxFeed({
  ask,
  topics,
  timing,
  onHandoff,
  onCall,
  onCallbacks,
  onWork,
  onSilence,
  onSurveyLow,
  onEscalation,
  onHeld,
}: Parts): InboxFeed {
  const store = createStore<InboxState>(() => EMPTY_INBOX);
  const wanted = new Set<InboxTab>();
  const following: ReturnType<TopicHub['follow']>[] = [];
  let reader: InboxReader | null = null;
  let loading: Promise<Map<Topic, Cursor>> | null = null;
  let cancelRecount: (() => void) | null = null;
  /** Events of a list's way here, by list. */
  const listening = new Set<Envelope[]>();

  const set = (next: InboxState): void => store.setState(next, true);

  /**
   * Asks for a list and puts it into the state. What is told while the answer is on its way may be newer than the answer
   * and is put onto it again: it would be undone otherwise, and nobody tells it twice ([SY3]).
   */
  async function take(
    input: QueryInput<'inbox.list'>,
    put: (state: InboxState, list: List) => InboxState,
  ): Promise<List> {
    const mine = reader;
    const meanwhile: Envelope[] = [];
    listening.add(meanwhile);
    try {
      const list = await ask('inbox.list', input);
      if (mine !== null && mine === reader) {
        const newer = meanwhile.filter((envelope) => isAfter(list.heads, envelope));
        const again = (state: InboxState, told: Envelope) => applyInboxEvent(state, told, told.event, mine);
        set(newer.reduce(again, put(store.getState(), list)));
        // A row known as it is now moves no count when it is told once more; the answer's counts are from before it.
        if (newer.some(({ event }) => event.type === 'rows_changed')) recountSoon();
      }
      return list;
    } finally {
      listening.delete(meanwhile);
    }
  }

  function keepForLists(envelope: Envelope): void {
    for (const list of listening) list.push(envelope);
  }

  async function loadTab(tab: InboxTab): Promise<List> {
    const mine = reader;
    set(tabLoading(store.getState(), tab));
    try {
      const list = await take({ tab, limit: PAGE }, (state, found) =>
        mine === null ? state : tabLoaded(state, tab, found, mine),
      );
      for (const offer of list.offers) onHandoff(offer, '');
      return list;
    } catch (error) {
      set(tabFailed(store.getState(), tab, asWireError(error)));
      throw error;
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
      take({ tab: 'mine', limit: 1 }, countsLoaded).catch(() => undefined);
    });
  }

  /** What is more than a row of a list. */
  function tellNews(event: TopicEvent, topic: Topic): void {
    if (event.type === 'offer_changed') onHandoff(event.handoff, topic);
    if (event.type === 'call_changed') onCall(event.call);
    if (event.type === 'callbacks_changed') onCallbacks();
    if (event.type === 'work_offer_changed') onWork(event.offer);
    if (event.type === 'owner_silent') onSilence(event);
    if (event.type === 'survey_low') onSurveyLow(event.answer);
    if (event.type === 'escalation_changed') onEscalation(event.escalation);
    if (event.type === 'held_changed') onHeld(event);
  }

  function follow(topic: Topic, who: InboxReader): void {
    const followed = topics.follow({
      topic,
      apply: (envelope) => {
        keepForLists(envelope);
        const { event } = envelope;
        if (!knowsRows(store.getState(), event)) recountSoon();
        set(applyInboxEvent(store.getState(), envelope, event, who));
        tellNews(event, topic);
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
      take({ tab, cursor: loaded.next, limit: PAGE }, (state, list) => tabExtended(state, tab, list)).catch(
        () => undefined,
      );
    },
    restore(kept) {
      for (const tab of Object.keys(kept.tabs) as InboxTab[]) wanted.add(tab);
      if (store.getState().rows.size === 0) set(kept);
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

/** Whether an event came after the state that a list is of; where generations differ, everything is fetched anew anyway. */
function isAfter(heads: readonly Head[], { topic, generation, version }: Envelope): boolean {
  const head = heads.find((one) => one.topic === topic);
  return head === undefined || (head.generation === generation && version > head.version);
}
