import { v7 } from 'uuid';
import { createStore } from 'zustand/vanilla';
import type { Session } from '#renderer/data/session.ts';
import { createCommandSender } from '#renderer/data/sync/command-sender.ts';
import { createConnection } from '#renderer/data/sync/connection.ts';
import { createHubHttp } from '#renderer/data/sync/http.ts';
import { type OpenSocket, openHubSocket } from '#renderer/data/sync/socket.ts';
import { backoffMs, realTiming, type Timing } from '#renderer/data/sync/timing.ts';
import { createTopicHub } from '#renderer/data/sync/topic-hub.ts';
import { mergeHandoffs } from '#renderer/state/handoff-state.ts';
import { mergeConversations } from '#renderer/state/thread-state.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import type { DeskClient, DeskEvents, EntityState } from './desk-client-types.ts';
import { createInboxFeed } from './inbox-feed.ts';
import { createPeopleFeed } from './people-feed.ts';
import { createThreadFeed } from './thread-feed.ts';
import { membersOf } from './thread-members.ts';
import { createTypingFeed } from './typing-feed.ts';

export type DeskClientParts = {
  readonly session: Session;
  /** Where the hub is, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: () => Promise<string>;
  readonly locale: () => 'ja' | 'en';
  /** Something about a customer changed that a query may have told: what a cache holds of it is old. */
  readonly onCustomerChanged?: (customerId: string) => void;
  /** The workspace was set up differently: what a cache holds of it is old. */
  readonly onWorkspaceChanged?: () => void;
  /** Nobody is signed in any more: nothing of them may stay. */
  readonly onSignedOut?: () => void;
  readonly timing?: Timing;
  readonly openSocket?: OpenSocket;
  readonly fetch?: typeof fetch;
};

/** The whole data side of one window, without a framework: hooks read it, tests drive it. */
export function createDeskClient(parts: DeskClientParts): DeskClient {
  const { session, baseUrl, locale, timing = realTiming } = parts;
  const http = createHubHttp({
    baseUrl,
    session,
    locale,
    ...(parts.fetch === undefined ? {} : { fetch: parts.fetch }),
  });
  const connection = createConnection({
    baseUrl,
    token: session.token,
    locale,
    open: parts.openSocket ?? openHubSocket,
    timing,
    onRevoked: session.ended,
  });
  const me = () => session.view.getState().agent?.id ?? null;
  const topics = createTopicHub({
    connection,
    timing,
    catchUp: (topic, cursor) => http.ask('topic.catch-up', { topic, cursor, limit: 500 }),
  });
  const entities = createStore<EntityState>(() => ({ conversations: new Map(), handoffs: new Map() }));
  const listeners = new Set<DeskEvents>();
  let address = '';
  baseUrl().then(
    (url) => {
      address = url;
    },
    () => undefined,
  );

  function learn(conversations: Parameters<typeof mergeConversations>[1], handoffs: readonly Handoff[]): void {
    const known = entities.getState();
    entities.setState({
      conversations: mergeConversations(known.conversations, conversations),
      handoffs: mergeHandoffs(known.handoffs, handoffs),
    });
  }

  /** Who is on one thread, for each of them; a record that stands alone has no entry ([ID3]). */
  function learnMembers(opened: string, ids: readonly string[]): void {
    const members = new Map(entities.getState().members);
    for (const id of members.get(opened) ?? []) members.delete(id);
    if (ids.length > 1) for (const id of ids) members.set(id, ids);
    entities.setState({ members });
  }

  function hearHandoff(handoff: Handoff, topic: string): void {
    const before = entities.getState().handoffs.get(handoff.id);
    learn([], [handoff]);
    // Offers found in a list are not news, nor is one that is told by a second topic.
    if (topic === '' || before?.state === handoff.state) return;
    const mine = handoff.from.id === me();
    for (const listener of listeners) {
      if (handoff.state === 'offered' && !mine) listener.onOffer?.(handoff);
      if (handoff.state !== 'offered' && mine) listener.onOfferDecided?.(handoff);
    }
  }

  function hearThread(customerId: string, event: TopicEvent): void {
    if (event.type === 'conversation_changed') learn([event.conversation], []);
    // One's own offer may be told here first; the other topic then brings nothing new. Offers come by lists alone.
    if (event.type === 'handoff_changed') {
      if (event.handoff.from.id === me()) hearHandoff(event.handoff, customerId);
      else learn([], [event.handoff]);
    }
    if (!changesPanel(event)) return;
    for (const id of membersOf(entities.getState(), customerId)) parts.onCustomerChanged?.(id);
  }

  function hearMessage(item: TimelineItem): void {
    if (item.direction !== 'in' || item.visibility !== 'customer' || item.historical || 'blocked' in item.data) return;
    for (const listener of listeners) listener.onCustomerMessage?.(item);
  }

  const people = createPeopleFeed(connection, http.ask);
  const hearCallbacks = (): void => {
    for (const listener of listeners) listener.onCallbacksChanged?.();
  };
  const inbox = createInboxFeed({
    ask: http.ask,
    topics,
    timing,
    onHandoff: hearHandoff,
    onCallbacks: hearCallbacks,
    onCall: (call) => {
      for (const listener of listeners) listener.onCall?.(call);
    },
  });
  const threads = createThreadFeed({
    ask: http.ask,
    topics,
    onEvent: hearThread,
    onOpened: ({ customer, conversations, handoffs }) => {
      learn(conversations, handoffs);
      learnMembers(customer.id, customer.members?.map(({ id }) => id) ?? []);
    },
    onMessage: hearMessage,
  });
  const typing = createTypingFeed(connection, timing, me);
  const sender = createCommandSender({ connection, hubAddress: () => address, newId: v7, locale, timing });
  let signedInAs: string | null = null;
  let ownTeams: readonly string[] = [];

  /** Who reads no conversations follows no lists; they have everything that is theirs. */
  const hasInbox = (): boolean => {
    const role = session.view.getState().agent?.role;
    return role === undefined || reachOf(role, 'inbox.read') !== null;
  };

  /** Lists need to know one's teams; until the hub has told them, it is asked again. */
  async function begin(agentId: string, tries = 0): Promise<void> {
    if (signedInAs !== agentId) return;
    try {
      const known = await people.load();
      if (signedInAs !== agentId) return;
      ownTeams = known.agents.get(agentId)?.teamIds ?? [];
      if (hasInbox()) inbox.start({ agentId, teamIds: ownTeams });
      else topics.setReady(true);
    } catch {
      timing.later(backoffMs(tries, timing.random), () => void begin(agentId, tries + 1));
    }
  }

  function follow(agentId: string | null): void {
    if (agentId === signedInAs) return;
    if (signedInAs !== null) {
      connection.stop();
      inbox.stop();
      threads.stop();
      entities.setState({ conversations: new Map(), handoffs: new Map(), members: new Map() }, true);
      parts.onSignedOut?.();
    }
    signedInAs = agentId;
    if (agentId === null) return;
    connection.start();
    void begin(agentId);
  }

  connection.listen({
    workspace: () => {
      parts.onWorkspaceChanged?.();
      void followOwnTeams();
    },
    // What was set while the line was gone was told to nobody here.
    opened: () => parts.onWorkspaceChanged?.(),
  });

  /** Lists of a team one has just joined or left begin and end without signing in anew. */
  async function followOwnTeams(): Promise<void> {
    const agentId = signedInAs;
    if (agentId === null) return;
    const known = await people.load().catch(() => null);
    const teamIds = known?.agents.get(agentId)?.teamIds;
    if (teamIds === undefined || signedInAs !== agentId || sameIds(teamIds, ownTeams)) return;
    ownTeams = teamIds;
    if (!hasInbox()) return;
    inbox.stop();
    inbox.start({ agentId, teamIds });
  }

  let unsubscribe: () => void = () => undefined;
  return {
    session: { view: session.view, signIn: session.signIn, signOut: session.signOut, setPassword: http.setPassword },
    connection: { view: connection.view, reconnectNow: connection.reconnectNow },
    inbox: { store: inbox.store, load: inbox.load, loadMore: inbox.loadMore },
    entities,
    people: people.store,
    typing,
    openThread: threads.openThread,
    async send(name, input) {
      const answer = await sender.send(name, input);
      if (answer.ok) learnFromAnswer(answer.data);
      return answer;
    },
    pending: { store: sender.store, retry: sender.retry, discard: sender.discard },
    ask: http.ask,
    upload: http.upload,
    readBlob: http.readBlob,
    readMail: http.readMail,
    listen(events) {
      listeners.add(events);
      return () => listeners.delete(events);
    },
    start() {
      unsubscribe = session.view.subscribe((view) => follow(view.agent?.id ?? null));
      follow(me());
    },
    stop() {
      unsubscribe();
      connection.stop();
      inbox.stop();
      threads.stop();
      signedInAs = null;
    },
  };

  /** An answer comes before its push; what it says of conversation and handoff shows at once. */
  function learnFromAnswer(data: unknown): void {
    const { conversation, handoff } = data as Partial<{
      conversation: Parameters<typeof mergeConversations>[1][number];
      handoff: Handoff;
    }>;
    learn(conversation === undefined ? [] : [conversation], handoff === undefined ? [] : [handoff]);
  }
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

const PANEL_KINDS: readonly string[] = [
  'order',
  'shipment',
  'return',
  'visit',
  'purchase',
  'pickup',
  'commitment',
  'identity',
  'consent',
];

function changesPanel(event: TopicEvent): boolean {
  if (event.type === 'customer_changed' || event.type === 'thread_changed' || event.type === 'item_redacted')
    return true;
  if (event.type === 'conversation_changed') return event.conversation.status === 'resolved';
  return event.type === 'item_added' && 'kind' in event.item && PANEL_KINDS.includes(event.item.kind);
}
