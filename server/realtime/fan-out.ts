import {
  eventForAgent,
  eventForVisitor,
  hiddenEvent,
  isForEveryAgent,
  type WholeEvent,
} from '#server/domains/topics/hydrate.service.ts';
import { afterOtherWork } from '#server/other-work.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import type { OwnConversations, SaidOn } from './own-conversations.ts';
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
  /** Sends one topic's events, in order, to all who follow it, to each as they may read them ([TL5]). */
  readonly send: (pushes: readonly Push[]) => void;
  /**
   * The same to some followers in each turn of the event loop, so that no command waits until a team's hundred windows were
   * written to. Resolves when all were told; until then the caller sends nothing else of this topic. Who begins to follow
   * meanwhile reads the head after that, and misses nothing.
   */
  readonly sendInTurns: (pushes: readonly Push[]) => Promise<void>;
  readonly sendTeam: (envelopes: readonly Envelope[]) => void;
};

export function createFanOut({ agents, visitors }: Namespaces, own: OwnConversations): FanOut {
  const size = (namespace: Namespaces[keyof Namespaces], room: string): number =>
    namespace.adapter.rooms.get(room)?.size ?? 0;

  function toVisitors(topic: string, pushes: readonly Push[]): void {
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
    if (pushes.every(({ whole }) => isForEveryAgent(whole))) emitTo(agents, to, inFull(pushes));
    else for (const push of pushes) sendByRight(agents, Array.isArray(to) ? to : [...followers(to)], push);
  }

  const followers = (topic: string): Iterable<string> => agents.adapter.rooms.get(topic) ?? [];

  return {
    followed: (topic) => size(agents, topic) + size(visitors, topic) > 0,
    followedByVisitors: (topic) => size(visitors, topic) > 0,
    send(pushes) {
      const topic = pushes[0]?.place.topic;
      if (topic === undefined) return;
      if (size(agents, topic) > 0) for (const frame of slices(pushes, FRAME)) toAgents(topic, frame);
      toVisitors(topic, pushes);
    },
    async sendInTurns(pushes) {
      const topic = pushes[0]?.place.topic;
      if (topic === undefined) return;
      toVisitors(topic, pushes);
      for (const some of slices([...followers(topic)], TURN)) {
        for (const frame of slices(pushes, FRAME)) toAgents(some, frame);
        await afterOtherWork();
      }
    },
    sendTeam(envelopes) {
      const topic = envelopes[0]?.topic;
      if (topic !== undefined) emitTo(agents, topic, envelopes);
    },
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
