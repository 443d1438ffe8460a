import type { Action } from './policy.ts';
import type { AgentUpEvents, VisitorUpEvents } from './socket.ts';

/**
 * What guards each event of a socket: a policy action, or `by-name` where the command named in the frame brings its own,
 * or `by-topic` where each topic asked for is decided by itself ([PR5]). An event without a row stops the hub at start.
 */
type SocketDoor = Action | 'by-name' | 'by-topic';

export const AGENT_SOCKET_DOORS: Readonly<Record<keyof AgentUpEvents, SocketDoor>> = {
  command: 'by-name',
  follow: 'by-topic',
  unfollow: 'by-topic',
  typing: 'thread.read',
};

export const VISITOR_SOCKET_DOORS: Readonly<Record<keyof VisitorUpEvents, SocketDoor>> = {
  command: 'by-name',
  follow: 'visitor.read',
  typing: 'visitor.talk',
};
