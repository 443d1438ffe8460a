import type { Logger } from 'pino';
import type { ReadDb } from '#server/db/handle.ts';
import type { Publisher } from '#server/deps.ts';
import type { Change } from '#server/domains/topics/change.ts';
import { eventAt } from '#server/domains/topics/heads.repository.ts';
import {
  alreadyWhole,
  hydrate,
  idOf,
  type TopicChange,
  type WholeEvent,
} from '#server/domains/topics/hydrate.service.ts';
import { toError } from '#shared/lib/assert.ts';
import { BOARD_TOPIC } from '#shared/wire/topic.ts';
import { type BoardTicks, createBoardTicks } from './board-ticks.ts';
import type { FanOut, Push } from './fan-out.ts';
import { type Carried, carriedOf } from './hubs/frames.ts';
import type { Relay } from './hubs/relay.ts';
import { createInOrder } from './in-order.ts';
import { createOwnConversations, type OwnConversations, type Owning } from './own-conversations.ts';
import { createHeadReader, type HeadReader } from './read-heads.ts';
import { createTeamTicks, type TeamTicks } from './team-ticks.ts';

/** Wishes to hear of changes that concern people rather than topics, of whatever hub they are. */
export type PeopleListener = {
  readonly presenceSet: (agentId: string) => void;
  readonly loadMayHaveChanged: (agentId: string) => void;
  readonly workspaceChanged: () => void;
  readonly sessionsEnded: (authSessionIds: readonly string[]) => void;
  readonly typing: (typing: Extract<Carried, { to: 'typing' }>) => void;
};

export type RealtimePublisher = Publisher & {
  readonly heads: HeadReader;
  readonly own: OwnConversations;
  /** From now on there are sockets to push to. */
  readonly attach: (fanOut: FanOut, people: PeopleListener) => void;
  /** Takes what another hub told. */
  readonly hear: (carried: readonly Carried[]) => void;
  /** Resolves when what was handed in is pushed. */
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
};

type Ready = { readonly change: TopicChange; readonly whole: WholeEvent };

type Parts = {
  readonly db: ReadDb;
  readonly logger: Logger;
  readonly relay: Pick<Relay, 'tell' | 'hasOthers'>;
  readonly now: () => Date;
};

/** Most changes read together; more wait for the next round. */
const BATCH = 500;

/**
 * Pushes what transactions changed, after their commit ([SY1]), here and at the other hubs. A topic's events leave in the
 * order of their versions; an item needs nothing read, and leaves at once unless something of its topic still waits. What
 * nobody follows is not even read. When the database is away, or another hub was not heard, a push is lost, and the heads
 * beaten out tell the clients so ([SY3]).
 */
export function createPublisher({ db, logger, relay, now }: Parts): RealtimePublisher {
  const heads = createHeadReader(db);
  const own = createOwnConversations(db);
  const fresh: TopicChange[] = [];
  const waiting: TopicChange[] = [];
  const waitingTopics = new Map<string, number>();
  let generation: string | null = null;
  let fanOut: FanOut | null = null;
  let people: PeopleListener | null = null;
  let leaving: NodeJS.Immediate | null = null;
  let pumping: Promise<void> | null = null;
  const inOrder = createInOrder((change) => {
    fresh.push(change);
    // The answer to whoever made the change leaves first, and what commits in the same moment shares a frame.
    leaving ??= setImmediate(leave);
  });
  const ticks: TeamTicks = createTeamTicks({ db, logger, now, publish });
  const board: BoardTicks = createBoardTicks({ db, logger, now, publish });

  function publish(changes: readonly Change[]): void {
    guarded(() => {
      for (const change of changes) forgetOwn(change);
      for (const change of changes) take(change);
      for (const change of changes) board.note(change);
      if (relay.hasOthers()) relay.tell(changes.map(carriedOf).filter((carried) => carried !== null));
    });
  }

  function hear(carried: readonly Carried[]): void {
    for (const one of carried) {
      if (one.to === 'typing') people?.typing(one);
      else if (one.to === 'topic') hearEvent(one);
      else if (one.to !== 'hello' && one.to !== 'generation') take(one);
    }
  }

  function hearEvent({ event, at, ...place }: Extract<Carried, { to: 'topic' }>): void {
    const hearWhole = (found: TopicChange['event']): void => {
      const change = { ...place, at: new Date(at), event: found };
      forgetOwn(change);
      take(change);
    };
    if (event !== undefined) {
      hearWhole(event);
      return;
    }
    if (!fanOut?.followed(place.topic)) return;
    eventAt(db, place.topic, place.version).then(
      (found) => {
        if (found !== null) guarded(() => hearWhole(found));
      },
      (error: unknown) => logger.warn({ reason: toError(error).message }, 'could not read an event; clients catch up'),
    );
  }

  function take(change: Change): void {
    switch (change.to) {
      case 'topic':
        if (change.event.type === 'rows_changed') people?.loadMayHaveChanged(idOf(change.topic));
        takeEvent(change);
        break;
      case 'team':
        ticks.mark(change);
        break;
      case 'presence':
        people?.presenceSet(change.agentId);
        break;
      case 'workspace':
        people?.workspaceChanged();
        break;
      case 'sessions':
        people?.sessionsEnded(change.ids);
        break;
    }
  }

  function takeEvent(change: TopicChange): void {
    if (fanOut?.followed(change.topic)) inOrder.take(change);
    else inOrder.forget(change.topic);
  }

  function leave(): void {
    leaving = null;
    const ready: Ready[] = [];
    for (const change of fresh.splice(0)) {
      const whole = waitingTopics.has(change.topic) ? null : alreadyWhole(change);
      if (whole !== null && generation !== null && isReadyForVisitors(change.topic, whole)) {
        ready.push({ change, whole });
      } else {
        waiting.push(change);
        waitingTopics.set(change.topic, (waitingTopics.get(change.topic) ?? 0) + 1);
      }
    }
    guarded(() => push(ready));
    if (waiting.length > 0) pumping ??= pump();
  }

  /** Never throws: whoever committed has nothing to do with a push that fails. */
  function guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      logger.error({ err: toError(error) }, 'fault while pushing; clients catch up');
    }
  }

  const isReadyForVisitors = (topic: string, { conversationId, sessionId }: WholeEvent): boolean =>
    conversationId === null || own.knows({ conversationId, sessionId }) || !fanOut?.followedByVisitors(topic);

  /** A topic's events in one frame; their order within the topic is kept. */
  function push(ready: readonly Ready[]): void {
    for (const events of byTopic(ready)) fanOut?.send(events.map(asPush), own);
  }

  /** A team's topic and the board's come this way alone, so nothing of them is sent meanwhile. */
  async function pushRead(events: readonly Ready[], known: Owning): Promise<void> {
    const ticked = events[0] !== undefined && isTicked(events[0].change.topic);
    if (ticked) await fanOut?.sendInTurns(events.map(asPush));
    else fanOut?.send(events.map(asPush), known);
  }

  const asPush = ({ change: { topic, version, at, generation: ofTeam }, whole }: Ready): Push => ({
    place: { topic, generation: ofTeam ?? generation ?? '', version, at: at.toISOString() },
    whole,
  });

  async function pump(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      try {
        generation ??= await heads.generation();
        const whole = await hydrate(db, batch);
        const known = await learnOwn(batch, whole);
        const ready = batch.flatMap((change, index) => {
          const event = whole[index];
          return event === undefined ? [] : [{ change, whole: event }];
        });
        for (const events of byTopic(ready)) await pushRead(events, known);
      } catch (error) {
        logger.warn({ reason: toError(error).message, lost: batch.length }, 'could not push; clients catch up');
      }
      waiting.splice(0, batch.length);
      for (const { topic } of batch) letGo(topic);
    }
    pumping = null;
  }

  /** A session may have been added; before its items are pushed, whose conversation it is is read again. */
  function forgetOwn(change: Pick<TopicChange, 'event'> | Change): void {
    if ('event' in change && change.event.type === 'conversation_changed') own.forget(change.event.conversationId);
  }

  function letGo(topic: string): void {
    const left = (waitingTopics.get(topic) ?? 1) - 1;
    if (left === 0) waitingTopics.delete(topic);
    else waitingTopics.set(topic, left);
  }

  async function learnOwn(batch: readonly TopicChange[], whole: readonly WholeEvent[]): Promise<Owning> {
    const places = batch.flatMap(({ topic }, index) => {
      const { conversationId = null, sessionId = null } = whole[index] ?? {};
      return conversationId !== null && fanOut?.followedByVisitors(topic) ? [{ conversationId, sessionId }] : [];
    });
    return own.learn(places);
  }

  return {
    heads,
    own,
    publish,
    hear,
    attach(to, listener) {
      fanOut = to;
      people = listener;
    },
    async idle() {
      await Promise.all([ticks.idle(), board.idle()]);
      while (leaving !== null || pumping !== null) await (pumping ?? new Promise(setImmediate));
      guarded(() => fanOut?.flush());
    },
    stop() {
      guarded(() => fanOut?.stop());
      fanOut = null;
      people = null;
      ticks.stop();
      board.stop();
      inOrder.stop();
    },
  };
}

const isTicked = (topic: string): boolean => topic === BOARD_TOPIC || topic.startsWith('team:');

function byTopic(ready: readonly Ready[]): Ready[][] {
  const found = new Map<string, Ready[]>();
  for (const one of ready) {
    const same = found.get(one.change.topic);
    if (same === undefined) found.set(one.change.topic, [one]);
    else same.push(one);
  }
  return [...found.values()];
}
