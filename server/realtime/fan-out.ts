import {
  eventForAgent,
  eventForVisitor,
  hiddenEvent,
  isForEveryAgent,
  type WholeEvent,
} from '#server/domains/topics/hydrate.service.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import type { OwnConversations } from './own-conversations.ts';
import type { AgentNamespace, Namespaces } from './sockets.ts';

/** Where pushes go. Before the sockets are attached nobody follows anything. */
export type FanOut = {
  readonly followed: (topic: string) => boolean;
  readonly followedByVisitors: (topic: string) => boolean;
  /** Sends an event to all who follow its topic, to each as they may read it ([TL5]). */
  readonly send: (place: Omit<Envelope, 'event'>, whole: WholeEvent) => void;
  readonly sendTeam: (envelope: Envelope) => void;
};

export function createFanOut({ agents, visitors }: Namespaces, own: OwnConversations): FanOut {
  const size = (namespace: Namespaces[keyof Namespaces], room: string): number =>
    namespace.adapter.rooms.get(room)?.size ?? 0;

  function toVisitors(place: Omit<Envelope, 'event'>, whole: WholeEvent): void {
    for (const id of visitors.adapter.rooms.get(place.topic) ?? []) {
      const socket = visitors.sockets.get(id);
      if (socket === undefined) continue;
      const { contactPointId } = socket.data.pass;
      socket.emit('topic', {
        ...place,
        event: eventForVisitor(whole, (conversation, channel) => own.holds(conversation, contactPointId, channel)),
      });
    }
  }

  return {
    followed: (topic) => size(agents, topic) + size(visitors, topic) > 0,
    followedByVisitors: (topic) => size(visitors, topic) > 0,
    send(place, whole) {
      // One packet for the whole room, encoded once, whoever is in it.
      if (isForEveryAgent(whole)) agents.to(place.topic).emit('topic', { ...place, event: whole.event });
      else sendByRight(agents, place, whole);
      if (size(visitors, place.topic) > 0) toVisitors(place, whole);
    },
    sendTeam: (envelope) => void agents.to(envelope.topic).emit('topic', envelope),
  };
}

/** Two packets: in full to those who may, the place alone to the others. Socket ids are rooms of one. */
function sendByRight(agents: AgentNamespace, place: Omit<Envelope, 'event'>, whole: WholeEvent): void {
  const readers: string[] = [];
  const others: string[] = [];
  for (const id of agents.adapter.rooms.get(place.topic) ?? []) {
    const socket = agents.sockets.get(id);
    if (socket === undefined) continue;
    const may = eventForAgent(socket.data.asking.actor, whole) === whole.event;
    (may ? readers : others).push(id);
  }
  if (readers.length > 0) agents.to(readers).emit('topic', { ...place, event: whole.event });
  if (others.length > 0) agents.to(others).emit('topic', { ...place, event: hiddenEvent(whole) });
}
