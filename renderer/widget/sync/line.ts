import type { Locale } from '#shared/domain/people.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { FollowResult, Handshake, VisitorDownEvents } from '#shared/wire/socket.ts';
import type { Cursor } from '#shared/wire/topic.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import type { Connection } from '../connection.ts';
import type { SessionKeeper } from '../session.ts';

/** `unreachable`: it never came up and does not now; all states but `idle` and `connected` are tried again by themselves. */
export type LineState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'unreachable';

/** The socket, kept up. Null answers mean: no answer came, and the same frame may be sent again. */
export type Line = {
  readonly state: () => LineState;
  /** Opens it and keeps it open from then on. */
  readonly start: () => void;
  /** Tries at once in place of at the next turn. */
  readonly now: () => void;
  /** Closes it and opens it again with what the session says then. */
  readonly restart: () => void;
  readonly command: (id: string, name: string, input: unknown) => Promise<Answer<unknown> | null>;
  readonly follow: (cursor: Cursor | undefined) => Promise<Answer<FollowResult> | null>;
  readonly typing: (active: boolean) => void;
};

type Parts = {
  readonly connection: Pick<Connection, 'socket'>;
  readonly session: Pick<SessionKeeper, 'ensure' | 'distrust'>;
  readonly locale: () => Locale;
  readonly on: VisitorDownEvents & { readonly up: () => void; readonly changed: () => void };
};

const ACK_MS = 10_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

export function keepLine({ connection, session, locale, on }: Parts): Line {
  const socket = connection.socket();
  let state: LineState = 'idle';
  let trying = false;
  let wasUp = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function become(next: LineState): void {
    if (next === state) return;
    state = next;
    on.changed();
  }

  async function open(): Promise<void> {
    clearTimeout(timer);
    if (trying || socket.connected) return;
    trying = true;
    const answer = await session.ensure();
    if (!answer.ok) return failed(answer.error);
    socket.auth = { token: answer.data.token, version: WIRE_VERSION, locale: locale() } satisfies Handshake;
    socket.connect();
  }

  function failed(error?: WireError): void {
    trying = false;
    if (error !== undefined && !error.retryable) session.distrust();
    if (error?.code === 'token_expired') session.distrust();
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void open(), waitMs(failures));
    if (!navigator.onLine) become('offline');
    else become(wasUp ? 'reconnecting' : 'unreachable');
  }

  socket.on('connect', () => {
    trying = false;
    wasUp = true;
    failures = 0;
    become('connected');
    on.up();
  });
  socket.on('connect_error', (error) => failed((error as Error & { data?: WireError }).data));
  socket.on('disconnect', () => failed());
  socket.on('topic', on.topic);
  socket.on('heads', on.heads);
  socket.on('typing', on.typing);

  function now(): void {
    if (state === 'idle' || state === 'connected') return;
    failures = 0;
    if (!trying) become(wasUp ? 'reconnecting' : 'connecting');
    void open();
  }
  window.addEventListener('online', now);
  // A machine that slept, a tab that was put away: the next turn may be long off.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') now();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) now();
  });

  const emit = async <T>(send: () => Promise<Answer<T>>): Promise<Answer<T> | null> => {
    if (!socket.connected) return null;
    try {
      return await send();
    } catch {
      return null; // no answer in time, or the line broke
    }
  };

  return {
    state: () => state,
    start() {
      if (state !== 'idle') return;
      become('connecting');
      void open();
    },
    now,
    restart() {
      if (state === 'idle') return;
      if (socket.connected) socket.disconnect();
      now();
    },
    command: (id, name, input) => emit(() => socket.timeout(ACK_MS).emitWithAck('command', { id, name, input })),
    follow: (cursor) =>
      emit(() => socket.timeout(ACK_MS).emitWithAck('follow', cursor === undefined ? {} : { cursor })),
    typing(active) {
      // Not worth keeping for later.
      if (socket.connected) socket.volatile.emit('typing', { active });
    },
  };
}

/** Longer each time, and never the same for everybody: a hub that comes back must not meet all at one moment. */
function waitMs(failures: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  const part = (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 255;
  return most / 2 + (most / 2) * part;
}
