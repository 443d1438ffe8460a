import { realTiming, type Timing } from './sync/timing.ts';

/** What the windows of one desktop tell each other: which conversation is before the agent. */
type Told =
  | { readonly what: 'now'; readonly window: string; readonly conversationId: string | null }
  | { readonly what: 'asked' };

const CHANNEL = 'tsunagi.looked-at';
/** Told again so often: a window whose page died says nothing more, not even that it looks no longer. */
const AGAIN_MS = 10_000;
/** Not told again for so long, it is looked at no more. */
const FORGOTTEN_MS = 3 * AGAIN_MS;

type LookTeller = {
  /** Null: nothing of this window is looked at. */
  readonly tell: (conversationId: string | null) => void;
  readonly stop: () => void;
};

/**
 * For a window of one conversation. What is looked at is told again every ten seconds, and at once to a desk that asks, for
 * that may have been loaded later.
 */
export function openLookTeller(timing: Pick<Timing, 'later'> = realTiming): LookTeller {
  const channel = new BroadcastChannel(CHANNEL);
  const window = crypto.randomUUID();
  let now: string | null = null;
  let isOver = false;
  let cancelNext = (): void => undefined;
  function say(): void {
    channel.postMessage({ what: 'now', window, conversationId: now } satisfies Told);
    cancelNext();
    if (now !== null) cancelNext = timing.later(AGAIN_MS, say);
  }
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.what === 'asked') say();
  };
  return {
    tell(conversationId) {
      if (isOver || conversationId === now) return;
      now = conversationId;
      say();
    },
    stop() {
      if (isOver) return;
      isOver = true;
      now = null;
      say();
      channel.close();
    },
  };
}

export type LookFollower = {
  /** Whether the agent looks at it in a window of its own. */
  readonly has: (conversationId: string) => boolean;
  readonly stop: () => void;
};

/** For the desk's own window. Who has not told for half a minute looks no longer. */
export function followLooks(timing: Pick<Timing, 'now'> = realTiming): LookFollower {
  const channel = new BroadcastChannel(CHANNEL);
  const byWindow = new Map<string, { readonly conversationId: string; readonly until: number }>();
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.what !== 'now') return;
    if (data.conversationId === null) byWindow.delete(data.window);
    else byWindow.set(data.window, { conversationId: data.conversationId, until: timing.now() + FORGOTTEN_MS });
  };
  channel.postMessage({ what: 'asked' } satisfies Told);
  return {
    has(conversationId) {
      const now = timing.now();
      for (const [window, { until }] of byWindow) if (until <= now) byWindow.delete(window);
      return [...byWindow.values()].some((look) => look.conversationId === conversationId);
    },
    stop: () => channel.close(),
  };
}
