import type { Answer } from '#shared/wire/ack.ts';
import type { FollowResult } from '#shared/wire/socket.ts';
import type { Cursor, Head } from '#shared/wire/topic.ts';
import type { Envelope, TopicEvent } from '#shared/wire/topic-event.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';
import { apply, type ChatState, mergeNewest, NO_CHAT, prepend, replaceWith, withItem } from './chat-state.ts';
import { beat, EMPTY_BUFFER, type GapBuffer, type Received, receive, settle } from './gap-buffer.ts';
import type { PageWish } from './history.ts';

/** The customer's thread as this page has it: events in order, gaps closed by reading the newest page again ([SY3]). */
export type ThreadSync = {
  readonly state: () => ChatState;
  /** True once the thread was read at least once. */
  readonly isLoaded: () => boolean;
  /** The line came up: follow from where we were. */
  readonly up: () => Promise<void>;
  readonly event: (envelope: Envelope) => void;
  readonly heads: (heads: readonly Head[]) => void;
  /** What the hub answered to our own words. */
  readonly own: (item: Parameters<typeof withItem>[1]) => void;
  /** Our words are settled: what waited for that may show. */
  readonly release: () => void;
  readonly older: () => Promise<void>;
  readonly isLoadingOlder: () => boolean;
  readonly read: (seq: number) => void;
  /** Another customer from here on. */
  readonly reset: () => void;
};

type Parts = {
  readonly follow: (cursor: Cursor | undefined) => Promise<Answer<FollowResult> | null>;
  readonly page: (wish: PageWish) => Promise<Answer<VisitorHistory>>;
  readonly isUp: () => boolean;
  /** While one of our own messages has no answer yet, an item of ours may be that very message. */
  readonly isUnsettled: () => boolean;
  readonly remembered: (customerId: string) => number;
  readonly changed: () => void;
  readonly said: (event: TopicEvent) => void;
};

const RETRY_MS = 2000;

export function createThreadSync(parts: Parts): ThreadSync {
  let state = NO_CHAT;
  let buffer: GapBuffer = EMPTY_BUFFER;
  let held: TopicEvent[] = [];
  let catchingUp: Promise<void> | null = null;
  let loadingOlder = false;
  /** Counts resets, so that an answer about the customer before is not taken for this one's. */
  let era = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function become(next: ChatState): void {
    state = next;
    parts.changed();
  }

  function take({ buffer: next, ready, need }: Received): void {
    buffer = next;
    for (const { event } of ready) {
      if (held.length > 0 || (isOwn(event) && parts.isUnsettled())) held.push(event);
      else show(event);
    }
    if (need !== 'nothing') void catchUp(need === 'reload');
  }

  function show(event: TopicEvent): void {
    become(apply(state, event));
    parts.said(event);
  }

  /** One at a time; another wish meanwhile is seen to by the same answer or by the next heartbeat. */
  function catchUp(anew: boolean): Promise<void> {
    catchingUp ??= readNewest(anew).finally(() => {
      catchingUp = null;
    });
    return catchingUp;
  }

  async function readNewest(anew: boolean): Promise<void> {
    const before = era;
    clearTimeout(timer);
    const answer = await parts.page({ since: anew ? null : buffer.place });
    if (before !== era) return;
    if (!answer.ok) {
      if (parts.isUp()) timer = setTimeout(() => void catchUp(anew), RETRY_MS);
      return;
    }
    const { head, read, added, ...page } = answer.data;
    const customerId = head.topic.slice(head.topic.indexOf(':') + 1);
    const next = added === undefined ? replaceWith(state, page) : mergeNewest(state, page, added);
    become({
      ...next,
      customerId,
      ownReadSeq: Math.max(read.byVisitor, parts.remembered(customerId), next.ownReadSeq),
      agentReadSeq: Math.max(read.byAgent, next.agentReadSeq),
    });
    take(settle(buffer, { generation: head.generation, version: head.version }));
  }

  async function up(): Promise<void> {
    clearTimeout(timer);
    const answer = await parts.follow(buffer.place ?? undefined);
    if (answer?.ok !== true) {
      // A line that broke calls again by itself.
      if (parts.isUp()) timer = setTimeout(() => void up(), RETRY_MS);
      return;
    }
    const { mode } = answer.data;
    if (mode !== 'current' || buffer.place === null) await catchUp(mode === 'reload');
  }

  return {
    state: () => state,
    isLoaded: () => buffer.place !== null,
    up,
    event: (envelope) => take(receive(buffer, envelope)),
    heads(heads) {
      for (const head of heads) {
        const need = beat(buffer, head);
        if (need !== 'nothing') void catchUp(need === 'reload');
      }
    },
    own: (item) => become(withItem(state, item)),
    release() {
      const events = held;
      held = [];
      for (const event of events) show(event);
    },
    async older() {
      const { before: place } = state;
      if (place === undefined || loadingOlder) return;
      const before = era;
      loadingOlder = true;
      parts.changed();
      const answer = await parts.page({ before: place });
      loadingOlder = false;
      if (answer.ok && before === era && state.before === place) become(prepend(state, answer.data));
      else parts.changed();
    },
    isLoadingOlder: () => loadingOlder,
    read(seq) {
      if (seq > state.ownReadSeq) become({ ...state, ownReadSeq: seq });
    },
    reset() {
      era += 1;
      clearTimeout(timer);
      state = NO_CHAT;
      buffer = EMPTY_BUFFER;
      held = [];
      parts.changed();
    },
  };
}

const isOwn = (event: TopicEvent): boolean =>
  event.type === 'item_added' && !('hidden' in event.item) && event.item.direction === 'in';
