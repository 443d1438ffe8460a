import { io, type Socket } from 'socket.io-client';
import type { WireError } from '#shared/wire/ack.ts';
import { wireErrorSchema } from '#shared/wire/ack.ts';
import type { AgentDownEvents, AgentUpEvents } from '#shared/wire/socket.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';

/** What the connection needs of a socket; one opening, never reused. */
export type HubSocket = {
  readonly onOpen: (listener: () => void) => void;
  /** Refused or unreachable: it never opened. `error` is the hub's word, null when there was none. */
  readonly onRefused: (listener: (error: WireError | null) => void) => void;
  readonly onClose: (listener: () => void) => void;
  readonly on: <E extends keyof AgentDownEvents>(event: E, listener: AgentDownEvents[E]) => void;
  readonly emit: (event: 'typing', ...args: Parameters<AgentUpEvents['typing']>) => void;
  /** Resolves with the hub's answer; rejects when the socket closes first or nothing comes in time. */
  readonly request: (event: 'command' | 'follow' | 'unfollow', payload: unknown, timeoutMs: number) => Promise<unknown>;
  readonly close: () => void;
};

export type OpenSocket = (url: string, token: string, locale: 'ja' | 'en') => HubSocket;

const CONNECT_TIMEOUT_MS = 10_000;

/** A socket to the hub's agents. It does not reconnect by itself: connection.ts decides when, with a fresh token. */
export const openHubSocket: OpenSocket = (url, token, locale) => {
  const socket: Socket<AgentDownEvents, AgentUpEvents> = io(`${url}/agent`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_TIMEOUT_MS,
    auth: { token, version: WIRE_VERSION, locale },
  });
  return {
    onOpen: (listener) => void socket.on('connect', listener),
    onRefused: (listener) =>
      void socket.on('connect_error', (error) => {
        const told = wireErrorSchema.safeParse((error as { data?: unknown }).data);
        listener(told.success ? told.data : null);
      }),
    onClose: (listener) => void socket.on('disconnect', listener),
    on: (event, listener) => void socket.on(event, listener as never),
    emit: (event, input) => void socket.emit(event, input),
    request: (event, payload, timeoutMs) =>
      (
        socket.timeout(timeoutMs) as unknown as { emitWithAck(name: string, body: unknown): Promise<unknown> }
      ).emitWithAck(event, payload),
    close: () => {
      socket.disconnect();
      socket.off();
    },
  };
};
