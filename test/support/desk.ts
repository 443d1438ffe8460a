import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { createDeskClient } from '#renderer/data/client/desk-client.ts';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { createSession } from '#renderer/data/session.ts';
import type { SessionDoor } from '#renderer/data/session-doors.ts';
import { realTiming, type Timing } from '#renderer/data/sync/timing.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type {
  AgentDownEvents,
  AgentUpEvents,
  CommandFrame,
  FollowInput,
  FollowResult,
  Handshake,
  VisitorDownEvents,
  VisitorUpEvents,
} from '#shared/wire/socket.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import { MOST_OF_A_PAUSE_MS } from './lived-time.ts';

/** An answer that takes longer has failed; no test waits for one that does not come. */
export const ACK_MS = 20_000;

type Credentials = {
  readonly token: string;
  readonly agent: { id: string; login: string; name: string; role: 'agent' | 'lead' | 'admin' | 'clerk' };
};

/** A session door for tests: signed in already, with a token that is renewed by asking `token` again. */
export function tokenDoor(agent: Credentials['agent'], token: () => Promise<string>): SessionDoor {
  const session = async () => ({
    ok: true as const,
    data: { accessToken: await token(), accessTokenExpiresAt: new Date(Date.now() + 9 * 60_000).toISOString(), agent },
  });
  return {
    signIn: session,
    signInWithCode: session,
    refresh: session,
    signOut: async () => undefined,
    onEnded: () => undefined,
  };
}

/** The desk's own data side, signed in to a real hub; ended with the test. */
export function openDesk(url: string, { token, agent }: Credentials, timing: Timing = realTiming): DeskClient {
  const session = createSession(tokenDoor(agent, async () => token));
  const client = createDeskClient({ session, baseUrl: async () => url, locale: () => 'en', timing });
  session.start();
  client.start();
  onTestFinished(() => client.stop());
  return client;
}

/** The real time with every wait this much shorter: the same turns, sooner. */
export const hurried = (times: number): Timing => ({
  ...realTiming,
  later: (milliseconds, act) => realTiming.later(milliseconds / times, act),
});

export type RawAgent = {
  readonly socket: Socket<AgentDownEvents, AgentUpEvents>;
  readonly events: Envelope[];
  readonly command: (frame: CommandFrame) => Promise<Answer<unknown>>;
  readonly follow: (...topics: FollowInput['topics']) => Promise<FollowResult[]>;
};

/** A bare socket of an agent, that keeps every topic event; for what the desk's client would never do. */
export async function openAgentSocket(
  url: string,
  auth: Partial<Handshake>,
  headers: Record<string, string> = {},
): Promise<RawAgent> {
  const socket: RawAgent['socket'] = io(`${url}/agent`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { version: WIRE_VERSION, ...auth },
    extraHeaders: headers,
  });
  onTestFinished(() => void socket.disconnect());
  const events: Envelope[] = [];
  socket.on('topic', (envelope) => events.push(envelope));
  socket.on('topics', (envelopes) => events.push(...envelopes));
  await opened(socket);
  return {
    socket,
    events,
    command: (frame) => socket.timeout(ACK_MS).emitWithAck('command', frame),
    async follow(...topics) {
      const answer = await socket.timeout(ACK_MS).emitWithAck('follow', { topics });
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.data;
    },
  };
}

export type RawVisitor = { readonly socket: Socket<VisitorDownEvents, VisitorUpEvents>; readonly events: Envelope[] };

export async function openVisitorSocket(url: string, auth: Partial<Handshake>): Promise<RawVisitor> {
  const socket: RawVisitor['socket'] = io(`${url}/visitor`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { version: WIRE_VERSION, ...auth },
  });
  onTestFinished(() => void socket.disconnect());
  const events: Envelope[] = [];
  socket.on('topic', (envelope) => events.push(envelope));
  await opened(socket);
  return { socket, events };
}

// biome-ignore lint/suspicious/noExplicitAny: sockets of either side, only their opening is looked at
function opened(socket: Socket<any, any>): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

/**
 * Resolves when `check` gives something other than false, null or undefined; fails with `what` after `withinMs`. Of a
 * pause of the whole process only a tenth of a second counts.
 */
export async function eventually<T>(
  what: string,
  check: () => T | false | null | undefined,
  withinMs = 20_000,
): Promise<T> {
  let left = withinMs;
  for (;;) {
    const found = check();
    if (found !== false && found !== null && found !== undefined) return found;
    if (left < 0) throw new Error(`not within ${withinMs} ms: ${what}`);
    const from = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
    left -= Math.min(performance.now() - from, MOST_OF_A_PAUSE_MS);
  }
}
