import type { Logger } from 'pino';
import {
  eventForAgent,
  eventForVisitor,
  hiddenEvent,
  isForEveryAgent,
  type WholeEvent,
} from '#server/domains/topics/hydrate.service.ts';
import { afterOtherWork } from '#server/other-work.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { createGathering } from './gathering.ts';
import type { Owning, SaidOn } from './own-conversations.ts';
import { createSentPlaces, type Sent } from './sent-places.ts';
import type { AgentNamespace, Namespaces } from './sockets.ts';

/** An event and its place; `event` is filled in by who reads. */
export type Push = { readonly place: Omit<Envelope, 'event'>; readonly whole: WholeEvent };

/** Most events in one frame. */
const FRAME = 50;
/** Sockets of a topic that are written to in one turn, where the rest can wait. */
const TURN = 25;

/** Where pushes go. Before the sockets are attached nobody follows anything. */
export type FanOut = {
  readonly followed: (topic: string) => boolean;
  readonly followedByVisitors: (topic: string) => boolean;
  /**
   * Sends one topic's events, in order, to all who follow it, to each as they may read them ([TL5]); `own` says what visitors
   * may. Of a busy topic that many agents follow, those that come within a moment of each other leave in one frame.
   */
  readonly send: (pushes: readonly Push[], own: Owning) => void;
  /**
   * The same of a topic that is told in ticks, to some followers in each turn of the event loop, so that no command waits
   * until a team's hundred windows were written to. Resolves when all were told; until then the caller sends nothing else of
   * this topic. Who begins to follow meanwhile reads the head after that, and misses nothing.
   */
  readonly sendInTurns: (pushes: readonly Push[]) => Promise<void>;
  /** Sends at once what waits to share a frame. */
  readonly flush: () => void;
  /** How far topics are sent from now on. */
  readonly sentSince: () => Sent;
  /** As `flush`; afterwards nothing is waited for. */
  readonly stop: () => void;
};

type Parts = { readonly logger: Logger };

export function createFanOut({ agents, visitors }: Namespaces, { logger }: Parts): FanOut {
  const gathering = createGathering<Push>(toAgents, (fault) =>
    logger.error({ err: fault }, 'fault while pushing; clients catch up'),
  );
  const sentPlaces = createSentPlaces();
  const size = (namespace: Namespaces[keyof Namespaces], room: string): number =>
    namespace.adapter.rooms.get(room)?.size ?? 0;

  function toVisitors(topic: string, pushes: readonly Push[], own: Owning): void {
    for (const id of visitors.adapter.rooms.get(topic) ?? []) {
      const socket = visitors.sockets.get(id);
      if (socket === undefined) continue;
      const { contactPointId } = socket.data.pass;
      const isOwn = (conversation: string, said: SaidOn) => own.holds(conversation, contactPointId, said);
      for (const { place, whole } of pushes) socket.emit('topic', { ...place, event: eventForVisitor(whole, isOwn) });
    }
  }

  /** One packet for all of them, encoded once: for the whole room, or for some of it. */
  function toAgents(to: string | string[], pushes: readonly Push[]): void {
    for (const frame of slices(pushes, FRAME)) {
      if (frame.every(({ whole }) => isForEveryAgent(whole))) emitTo(agents, to, inFull(frame));
      else for (const push of frame) sendByRight(agents, Array.isArray(to) ? to : followers(to), push);
    }
  }

  const followers = (topic: string): string[] => [...(agents.adapter.rooms.get(topic) ?? [])];

  return {
    followed: (topic) => size(agents, topic) + size(visitors, topic) > 0,
    followedByVisitors: (topic) => size(visitors, topic) > 0,
    send(pushes, own) {
      const topic = pushes[0]?.place.topic;
      if (topic === undefined) return;
      for (const { place } of pushes) sentPlaces.note(place);
      const many = size(agents, topic);
      if (many > 0) gathering.take(topic, pushes, many);
      // Few visitors follow one topic.
      toVisitors(topic, pushes, own);
    },
    async sendInTurns(pushes) {
      const topic = pushes[0]?.place.topic;
      if (topic === undefined) return;
      for (const { place } of pushes) sentPlaces.note(place);
      for (const some of slices(followers(topic), TURN)) {
        toAgents(some, pushes);
        await afterOtherWork();
      }
    },
    flush: gathering.flush,
    sentSince: sentPlaces.since,
    stop: gathering.stop,
  };
}

const inFull = (pushes: readonly Push[]): Envelope[] =>
  pushes.map(({ place, whole }) => ({ ...place, event: whole.event }));

function slices<T>(all: readonly T[], size: number): T[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, n) => all.slice(n * size, (n + 1) * size));
}

function emitTo(agents: AgentNamespace, room: string | string[], envelopes: readonly Envelope[]): void {
  const [only] = envelopes;
  if (only !== undefined && envelopes.length === 1) agents.to(room).emit('topic', only);
  else agents.to(room).emit('topics', envelopes);
}

/** Two packets: in full to those who may, the place alone to the others. Socket ids are rooms of one. */
function sendByRight(agents: AgentNamespace, ids: readonly string[], { place, whole }: Push): void {
  const readers: string[] = [];
  const others: string[] = [];
  for (const id of ids) {
    const socket = agents.sockets.get(id);
    if (socket === undefined) continue;
    const may = eventForAgent(socket.data.asking.actor, whole) === whole.event;
    (may ? readers : others).push(id);
  }
  if (readers.length > 0) emitTo(agents, readers, [{ ...place, event: whole.event }]);
  if (others.length > 0) emitTo(agents, others, [{ ...place, event: hiddenEvent(whole) }]);
}
