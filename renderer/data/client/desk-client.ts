import { v7 } from 'uuid';
import { createStore } from 'zustand/vanilla';
import { cachedAsk } from '#renderer/data/local/cached-queries.ts';
import { type LocalStore, noStore } from '#renderer/data/local/local-store.ts';
import { remoteOutbox, type Wire } from '#renderer/data/local/shared-outbox.ts';
import type { Session } from '#renderer/data/session.ts';
import { askSignOnOffer, type CameBack } from '#renderer/data/sign-on.ts';
import { createCommandSender } from '#renderer/data/sync/command-sender.ts';
import { createConnection } from '#renderer/data/sync/connection.ts';
import { createHubHttp } from '#renderer/data/sync/http.ts';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import { type OpenSocket, openHubSocket } from '#renderer/data/sync/socket.ts';
import { backoffMs, realTiming, type Timing } from '#renderer/data/sync/timing.ts';
import { createTopicHub } from '#renderer/data/sync/topic-hub.ts';
import { mergeHandoffs } from '#renderer/state/handoff-state.ts';
import { mergeConversations } from '#renderer/state/thread-state.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { isWhisper } from '#shared/domain/live-help.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import { createBoardFeed } from './board-feed.ts';
import { changesPanel } from './changes-panel.ts';
import type { DeskClient, DeskEvents, EntityState, HeldNews } from './desk-client-types.ts';
import { createEscalationFeed } from './escalation-feed.ts';
import { leaveAll, leaveBefore } from './going-on.ts';
import { createInboxFeed } from './inbox-feed.ts';
import { createLocalSide, localDoor } from './local-side.ts';
import { createOpenedAhead } from './opened-ahead.ts';
import { createPeopleFeed } from './people-feed.ts';
import { createThreadFeed } from './thread-feed.ts';
import { membersOf, sameIds } from './thread-members.ts';
import { createTypingFeed } from './typing-feed.ts';

export type DeskClientParts = {
  readonly session: Session;
  /** Where the hub is, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: () => Promise<string>;
  readonly locale: () => 'ja' | 'en';
  /** What this page came back with from the company's sign-in. */
  readonly cameBack?: CameBack | null;
  /** Something about a customer changed that a query may have told: what a cache holds of it is old. */
  readonly onCustomerChanged?: (customerId: string) => void;
  /** An answer that waits for a lead is other than it was. */
  readonly onHeldChanged?: () => void;
  /** The workspace was set up differently: what a cache holds of it is old. */
  readonly onWorkspaceChanged?: () => void;
  /** Nobody is signed in any more: nothing of them may stay. */
  readonly onSignedOut?: () => void;
  /** Where this window keeps things between its starts; by default nowhere. */
  readonly local?: LocalStore;
  /** Who sends in its place: the desk's window, for the windows of its conversations. */
  readonly sendBy?: Wire;
  readonly timing?: Timing;
  readonly openSocket?: OpenSocket;
  readonly fetch?: typeof fetch;
};

/** The whole data side of one window, without a framework: hooks read it, tests drive it. */
export function createDeskClient(parts: DeskClientParts): DeskClient {
  const { session, baseUrl, locale, timing = realTiming, local: store = noStore } = parts;
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
  // Teams as this machine last knew them: looked at again once the hub is there.
  let teamsAreOld = false;
  const ask = cachedAsk(store, http.ask, (name) => {
    if (name === 'people.list') teamsAreOld = true;
  });
  const me = () => session.view.getState().agent?.id ?? null;
  const topics = createTopicHub({
    connection,
    timing,
    catchUp: (topic, cursor) => http.ask('topic.catch-up', { topic, cursor, limit: 500 }),
  });
  const entities = createStore<EntityState>(() => ({ conversations: new Map(), handoffs: new Map() }));
  const listeners = new Set<DeskEvents>();
  const tell = (say: (to: DeskEvents) => void): void => {
    for (const listener of listeners) say(listener);
  };
  const escalations = createEscalationFeed((now, before) => tell((to) => to.onEscalation?.(now, before)));
  let address = '';
  baseUrl().then(
    (url) => {
      address = url;
    },
    () => undefined,
  );

  function learn(conversations: readonly Conversation[], handoffs: readonly Handoff[], how = { isTold: false }): void {
    const known = entities.getState();
    entities.setState({
      conversations: mergeConversations(known.conversations, conversations, how),
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
    if (event.type === 'conversation_changed') learn([event.conversation], [], { isTold: true });
    // One's own offer may be told here first; the other topic then brings nothing new. Offers come by lists alone.
    if (event.type === 'handoff_changed') {
      if (event.handoff.from.id === me()) hearHandoff(event.handoff, customerId);
      else learn([], [event.handoff]);
    }
    if (event.type === 'escalation_changed') escalations.hear(event.escalation);
    if (event.type === 'help_changed') tell((to) => to.onHelpChanged?.(event.help));
    if (!changesPanel(event)) return;
    for (const id of membersOf(entities.getState(), customerId)) parts.onCustomerChanged?.(id);
  }

  function hearHeld(held: HeldNews): void {
    parts.onHeldChanged?.();
    tell((to) => to.onHeldChanged?.(held));
  }

  function hearMessage(item: TimelineItem): void {
    if (isWhisper(item)) tell((to) => to.onWhisper?.(item));
    if (item.direction !== 'in' || item.visibility !== 'customer' || item.historical || 'blocked' in item.data) return;
    tell((to) => to.onCustomerMessage?.(item));
  }

  const people = createPeopleFeed(connection, ask);
  const inbox = createInboxFeed({
    ask: http.ask,
    topics,
    timing,
    onHandoff: hearHandoff,
    onCallbacks: () => tell((to) => to.onCallbacksChanged?.()),
    onWork: (offer) => tell((to) => to.onWorkOffer?.(offer)),
    onSilence: (silence) => tell((to) => to.onOwnerSilent?.(silence)),
    onSurveyLow: (answer) => tell((to) => to.onSurveyLow?.(answer)),
    onCall: (call) => tell((to) => to.onCall?.(call)),
    onEscalation: escalations.hear,
    onHeld: hearHeld,
  });
  const ahead = createOpenedAhead(http.ask, timing);
  const threads = createThreadFeed({
    ask: ahead.ask,
    topics,
    onEvent: hearThread,
    onOpened: ({ customer, conversations, handoffs }) => {
      learn(conversations, handoffs);
      learnMembers(customer.id, customer.members?.map(({ id }) => id) ?? []);
    },
    onMessage: hearMessage,
    connection: connection.view,
    cache: () => local.threads,
    onCachedView: (customerId) => local.views.opened(customerId),
  });
  const board = createBoardFeed({ ask: http.ask, topics, connection, timing });
  const typing = createTypingFeed(connection, timing, me);
  const sender = createCommandSender({ connection, hubAddress: () => address, newId: v7, locale, timing });
  const unreachable = () => wireError('hub_unreachable', locale(), { where: address });
  const local = createLocalSide({
    local: store,
    connection,
    sender,
    http,
    entities,
    inbox: inbox.store,
    unreachable,
    newId: v7,
    timing,
    outbox: parts.sendBy && remoteOutbox({ wire: parts.sendBy, timing, newId: v7, unreachable }),
  });
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
      ahead.forget();
      escalations.forget();
      board.stop();
      sender.forget();
      local.forget();
      entities.setState({ conversations: new Map(), handoffs: new Map(), members: new Map() }, true);
      parts.onSignedOut?.();
    }
    signedInAs = agentId;
    if (agentId === null) return;
    connection.start();
    void local.begin({ inbox: inbox.restore }).then(() => begin(agentId));
  }

  connection.listen({
    workspace: () => {
      parts.onWorkspaceChanged?.();
      void followOwnTeams();
    },
    // What was set while the line was gone was told to nobody here.
    opened: () => {
      parts.onWorkspaceChanged?.();
      if (teamsAreOld) void followOwnTeams();
      teamsAreOld = false;
    },
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
  let cameBack = parts.cameBack ?? null;
  return {
    session: {
      view: session.view,
      signIn: session.signIn,
      async signOut() {
        await leaveAll(local.outbox);
        await session.signOut();
      },
      signOn: session.signOn,
      cancelSignOn: session.cancelSignOn,
      proveAccount: session.prove,
      signOnOffer: async () => askSignOnOffer(await baseUrl(), parts.fetch),
      takeCameBack() {
        const taken = cameBack;
        cameBack = null;
        return taken;
      },
      setPassword: http.setPassword,
    },
    connection: { view: connection.view, reconnectNow: connection.reconnectNow },
    inbox: { store: inbox.store, load: inbox.load, loadMore: inbox.loadMore },
    entities,
    people: people.store,
    board: { store: board.store, open: board.open },
    escalations: { store: escalations.store, learn: escalations.learn },
    typing,
    openThread: threads.openThread,
    async send(name, input) {
      // Whoever accepts reads the thread next.
      const asked = name === 'handoff:accept' ? Object.assign({}, input, { open: true }) : input;
      const leaving = leaveBefore(local.outbox, name, input);
      const error = leaving === null ? null : await leaving;
      if (error !== null) return { ok: false, error };
      const answer = await sender.send(name, asked);
      if (answer.ok) learnFromAnswer(answer.data);
      return answer;
    },
    pending: { store: sender.store, retry: sender.retry, discard: sender.discard },
    local: localDoor(local, learnFromAnswer),
    ask,
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
      board.stop();
      signedInAs = null;
    },
  };

  /** An answer comes before its push; what it says of conversation and handoff shows at once. */
  function learnFromAnswer(data: unknown): void {
    const { conversation, handoff, escalation } = data as Partial<{
      conversation: Conversation;
      handoff: Handoff;
      escalation: Escalation;
    }>;
    if (escalation !== undefined) escalations.learn([escalation]);
    learn(conversation === undefined ? [] : [conversation], handoff === undefined ? [] : [handoff]);
    const { opened } = data as { opened?: QueryOutput<'customer.open'> };
    if (opened !== undefined) ahead.put(opened);
  }
}
