import type { Namespace, Server, Socket } from 'socket.io';
import type { Asking } from '#server/asking.ts';
import type { VisitorPass } from '#server/auth/authenticate.ts';
import type { AgentDownEvents, AgentUpEvents, VisitorDownEvents, VisitorUpEvents } from '#shared/wire/socket.ts';
import type { Allowance } from './allowance.ts';

type Nothing = Record<string, never>;

/** What the hub knows of a socket. `asking` is renewed when the person's role or teams change. */
export type AgentSocketData = { asking: Asking; readonly authSessionId: string; readonly allowance: Allowance };
/** `conversations`: whether one is the visitor's own, as far as it was looked up. */
export type VisitorSocketData = { readonly pass: VisitorPass; readonly allowance: Allowance };

export type AgentNamespace = Namespace<AgentUpEvents, AgentDownEvents, Nothing, AgentSocketData>;
export type VisitorNamespace = Namespace<VisitorUpEvents, VisitorDownEvents, Nothing, VisitorSocketData>;
export type AgentSocket = Socket<AgentUpEvents, AgentDownEvents, Nothing, AgentSocketData>;
export type VisitorSocket = Socket<VisitorUpEvents, VisitorDownEvents, Nothing, VisitorSocketData>;

export type Namespaces = { readonly agents: AgentNamespace; readonly visitors: VisitorNamespace };

export const namespacesOf = (io: Server): Namespaces => ({
  agents: io.of('/agent') as unknown as AgentNamespace,
  visitors: io.of('/visitor') as unknown as VisitorNamespace,
});

/** Rooms that are not topics: everybody's sockets, and a sign-in's. */
export const agentRoom = (agentId: string): string => `agent:${agentId}`;
export const sessionRoom = (authSessionId: string): string => `session:${authSessionId}`;

const TOPIC = /^(customer|inbox|team):/;
export const isTopicRoom = (room: string): boolean => TOPIC.test(room);
