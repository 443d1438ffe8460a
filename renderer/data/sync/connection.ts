import { createStore } from 'zustand/vanilla';
import type { ConnectionView, Readable } from '#renderer/data/client/desk-client-types.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { AgentDownEvents } from '#shared/wire/socket.ts';
import { asWireError, wireError } from './hub-error.ts';
import type { HubSocket, OpenSocket } from './socket.ts';
import { backoffMs, type Timing } from './timing.ts';

type Parts = {
  readonly baseUrl: () => Promise<string>;
  readonly token: (force?: boolean) => Promise<string>;
  readonly locale: () => 'ja' | 'en';
  readonly open: OpenSocket;
  readonly timing: Timing;
  /** The hub ended the session: there is nothing to come back to. */
  readonly onRevoked: () => void;
};

type Listeners = {
  readonly opened: () => void;
  readonly closed: () => void;
  readonly topic: AgentDownEvents['topic'];
  readonly heads: AgentDownEvents['heads'];
  readonly typing: AgentDownEvents['typing'];
  readonly presence: AgentDownEvents['presence'];
  readonly workspace: AgentDownEvents['workspace'];
};

/** The one line to the hub. */
export type Connection = {
  readonly view: Readable<ConnectionView>;
  readonly start: () => void;
  readonly stop: () => void;
  /** At once, instead of at the next turn: after sleep, when the network is back, when the agent asks. */
  readonly reconnectNow: () => void;
  readonly isOpen: () => boolean;
  /** How long the line has been gone, milliseconds; 0 while it is there. */
  readonly goneMs: () => number;
  readonly request: HubSocket['request'];
  readonly emit: HubSocket['emit'];
  readonly listen: (listeners: Partial<Listeners>) => () => void;
  /** The followers say whether everything has been caught up on. */
  readonly setComplete: (complete: boolean) => void;
  /** Up to when an earlier start of this window was complete: what it shows from its cache is of then. */
  readonly restore: (completeUpTo: string) => void;
};

/** Open this long, a line is healthy, and the next loss is tried again soon; one that flaps keeps waiting longer. */
const HEALTHY_MS = 5_000;
/** Heads come every ten seconds; this long without a sign, the line is dead though nobody said so. */
const SILENT_MS = 30_000;

/**
 * Opens the socket, keeps it, opens it again after 0.5 to 30 s with jitter. A gap in a topic never closes it: that is
 * caught up on over HTTP. Tells the truth about itself ([SY4]).
 */
export function createConnection({ baseUrl, token, locale, open, timing, onRevoked }: Parts): Connection {
  const view = createStore<ConnectionView>(() => ({ state: 'connecting', completeUpTo: null, problem: null }));
  const listeners = new Set<Partial<Listeners>>();
  let running = false;
  let socket: HubSocket | null = null;
  let isOpen = false;
  let complete = false;
  let tries = 0;
  let goneSince: number | null = null;
  let attempt = 0;
  let staleToken = false;
  let cancelTurn: () => void = () => undefined;
  let cancelHealthy: () => void = () => undefined;
  let cancelSilence: () => void = () => undefined;

  const tell = <K extends keyof Listeners>(name: K, ...args: Parameters<Listeners[K]>): void => {
    for (const listener of [...listeners])
      (listener[name] as ((...a: Parameters<Listeners[K]>) => void) | undefined)?.(...args);
  };

  function show(problem: WireError | null = view.getState().problem): void {
    const state = stateNow();
    const before = view.getState();
    if (before.state === state && before.problem === problem) return;
    view.setState({ ...before, state, problem });
  }

  function stateNow(): ConnectionView['state'] {
    if (isOpen) return complete ? 'connected' : 'catching_up';
    return tries === 0 && goneSince === null ? 'connecting' : 'offline';
  }

  /** The hub's time up to which nothing is missing. */
  function completeAt(at: string): void {
    if (isOpen && complete) view.setState({ ...view.getState(), completeUpTo: at });
  }

  function heard(): void {
    cancelSilence();
    cancelSilence = timing.later(SILENT_MS, reconnectNow);
  }

  async function connect(): Promise<void> {
    cancelTurn();
    const mine = ++attempt;
    const gone = () => !running || mine !== attempt;
    try {
      const [url, pass] = [await baseUrl(), await token(staleToken)];
      if (gone()) return;
      staleToken = false;
      wire(open(url, pass, locale()), gone, url);
    } catch (error) {
      if (!gone()) lost(asWireError(error));
    }
  }

  function wire(opened: HubSocket, gone: () => boolean, url: string): void {
    socket = opened;
    opened.onOpen(() => {
      if (gone()) return opened.close();
      isOpen = true;
      goneSince = null;
      complete = false;
      cancelHealthy = timing.later(HEALTHY_MS, () => {
        tries = 0;
      });
      heard();
      show(null);
      tell('opened');
    });
    opened.onRefused((error) => {
      if (gone()) return;
      opened.close();
      refused(error ?? wireError('hub_unreachable', locale(), { where: url || 'this address' }));
    });
    opened.onClose(() => {
      if (!gone()) lost(null);
    });
    opened.on('topic', (envelope) => {
      heard();
      tell('topic', envelope);
      completeAt(envelope.at);
    });
    opened.on('topics', (envelopes) => {
      heard();
      for (const envelope of envelopes) tell('topic', envelope);
      const last = envelopes.at(-1);
      if (last !== undefined) completeAt(last.at);
    });
    opened.on('heads', (beat) => {
      heard();
      tell('heads', beat);
      completeAt(beat.at);
    });
    opened.on('typing', (signal) => tell('typing', signal));
    opened.on('presence', (signal) => tell('presence', signal));
    opened.on('presences', (signals) => {
      for (const signal of signals) tell('presence', signal);
    });
    opened.on('workspace', () => tell('workspace'));
    opened.on('revoked', () => {
      if (gone()) return;
      stop();
      onRevoked();
    });
  }

  function refused(error: WireError): void {
    if (error.code === 'session_revoked') {
      stop();
      onRevoked();
      return;
    }
    // The token ran out on the way, or the hub's keys are new: the next try brings a fresh one.
    staleToken = error.code === 'token_expired' || error.code === 'not_signed_in';
    lost(error);
  }

  function lost(problem: WireError | null): void {
    drop();
    goneSince ??= timing.now();
    const wait = backoffMs(tries, timing.random);
    tries += 1;
    show(problem);
    cancelTurn = timing.later(wait, () => void connect());
  }

  function drop(): void {
    const wasOpen = isOpen;
    attempt += 1;
    isOpen = false;
    complete = false;
    cancelHealthy();
    cancelSilence();
    cancelTurn();
    const old = socket;
    socket = null;
    old?.close();
    if (wasOpen) tell('closed');
  }

  function stop(): void {
    running = false;
    drop();
    tries = 0;
    goneSince = null;
    show(null);
  }

  function reconnectNow(): void {
    if (!running) return;
    drop();
    goneSince ??= timing.now();
    show();
    void connect();
  }

  return {
    view,
    start() {
      if (running) return;
      running = true;
      void connect();
    },
    stop,
    reconnectNow,
    isOpen: () => isOpen,
    goneMs: () => (goneSince === null ? 0 : timing.now() - goneSince),
    request: (event, payload, timeoutMs) =>
      socket !== null && isOpen ? socket.request(event, payload, timeoutMs) : Promise.reject(new Error('offline')),
    emit: (event, input) => {
      if (isOpen) socket?.emit(event, input);
    },
    listen(more) {
      listeners.add(more);
      return () => listeners.delete(more);
    },
    restore(completeUpTo) {
      const before = view.getState();
      if (before.completeUpTo === null) view.setState({ ...before, completeUpTo });
    },
    setComplete(now) {
      if (complete === now) return;
      complete = now;
      show();
    },
  };
}
