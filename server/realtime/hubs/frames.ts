import type { Change } from '#server/domains/topics/change.ts';
import type { TypingSignal } from '#shared/wire/socket.ts';

type Told = Exclude<Change, { to: 'topic' | 'team' }>;
type Event = Extract<Change, { to: 'topic' }>;

/**
 * What hubs tell each other: pointers, never what a customer said. Each hub reads what they point at for its own readers,
 * as they may read it ([TL5]). Marks of a team are not told: the hub of the writer ticks them, and tells the tick.
 */
export type Carried =
  | Told
  /** `event` is left out when it is long: it is in topic_event. */
  | (Omit<Event, 'item' | 'at' | 'event'> & { readonly at: string; readonly event?: Event['event'] })
  /** Who is writing. `customer` is what the customer's page shows of it. */
  | {
      readonly to: 'typing';
      readonly signal: TypingSignal;
      readonly customer?: { readonly active: boolean; readonly name?: string };
    }
  /** A hub has come: from now on it wants to be told. */
  | { readonly to: 'hello' }
  /** Versions of team topics count anew. */
  | { readonly to: 'generation' };

/** One message between hubs: the `n`th of its sender. */
export type Frame = { readonly hub: string; readonly n: number; readonly carried: readonly Carried[] };

/** A notification of PostgreSQL holds 7,999 bytes; the frame's own words need a few. */
const MOST_BYTES = 7700;
/** A longer pointer goes without what it points at. */
const LONG_EVENT = 2000;

/** What of a change is told to the other hubs; null for what is not. */
export function carriedOf(change: Change): Carried | null {
  if (change.to === 'team') return null;
  if (change.to !== 'topic') return change;
  const { to, topic, version, generation, at, event } = change;
  const long = JSON.stringify(event).length > LONG_EVENT;
  return {
    to,
    topic,
    version,
    at: at.toISOString(),
    ...(generation === undefined ? {} : { generation }),
    ...(long ? {} : { event }),
  };
}

/** As many frames as it takes, in order; `next` numbers them. */
export function packed(hub: string, carried: readonly Carried[], next: () => number): Frame[] {
  const frames: Frame[] = [];
  let inside: Carried[] = [];
  let bytes = 0;
  for (const one of carried) {
    const size = Buffer.byteLength(JSON.stringify(one)) + 1;
    if (inside.length > 0 && bytes + size > MOST_BYTES) {
      frames.push({ hub, n: next(), carried: inside });
      inside = [];
      bytes = 0;
    }
    inside.push(one);
    bytes += size;
  }
  if (inside.length > 0) frames.push({ hub, n: next(), carried: inside });
  return frames;
}

/** A frame from its text; null for what is none. */
export function readFrame(text: string): Frame | null {
  try {
    const frame = JSON.parse(text) as Partial<Frame> | null;
    const whole = typeof frame?.hub === 'string' && typeof frame.n === 'number' && Array.isArray(frame.carried);
    return whole ? (frame as Frame) : null;
  } catch {
    return null;
  }
}
