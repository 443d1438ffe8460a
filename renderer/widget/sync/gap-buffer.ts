import type { Cursor, Head } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';

/** Events that came too early, and the place up to which everything is known ([SY3]). */
export type GapBuffer = {
  /** Null until the first snapshot: then everything waits. */
  readonly place: Cursor | null;
  readonly waiting: ReadonlyMap<number, Envelope>;
};

export type Received = {
  readonly buffer: GapBuffer;
  /** To apply now, in version order, each exactly once. */
  readonly ready: readonly Envelope[];
  /** `gap`: catch up. `reload`: another generation, nothing known counts any more. */
  readonly need: 'nothing' | 'gap' | 'reload';
};

export const EMPTY_BUFFER: GapBuffer = { place: null, waiting: new Map() };

/** More than this is not kept: catching up brings it. */
const WAITING_LIMIT = 500;

/** Takes one event, in whatever order they come: none is applied twice, none before its forerunner. */
export function receive(buffer: GapBuffer, envelope: Envelope): Received {
  const { place } = buffer;
  if (place !== null && envelope.generation !== place.generation) return { buffer, ready: [], need: 'reload' };
  if (place !== null && envelope.version <= place.version) return { buffer, ready: [], need: 'nothing' };
  const waiting = new Map(buffer.waiting);
  if (waiting.size < WAITING_LIMIT) waiting.set(envelope.version, envelope);
  return drain({ place, waiting });
}

/** A snapshot was taken that holds everything up to `place`. */
export function settle(buffer: GapBuffer, place: Cursor): Received {
  const waiting = new Map(
    [...buffer.waiting].filter(([version, e]) => e.generation === place.generation && version > place.version),
  );
  return drain({ place, waiting });
}

/** A heartbeat says how far the topic is: so that a lost last event is noticed too. */
export function beat(buffer: GapBuffer, head: Head | Cursor): Received['need'] {
  if (buffer.place === null) return 'nothing';
  if (head.generation !== buffer.place.generation) return 'reload';
  return head.version > buffer.place.version ? 'gap' : 'nothing';
}

function drain({ place, waiting: given }: GapBuffer): Received {
  if (place === null) return { buffer: { place, waiting: given }, ready: [], need: 'nothing' };
  const waiting = new Map(given);
  const ready: Envelope[] = [];
  let version = place.version;
  for (let next = waiting.get(version + 1); next !== undefined; next = waiting.get(version + 1)) {
    ready.push(next);
    waiting.delete(++version);
  }
  return { buffer: { place: { ...place, version }, waiting }, ready, need: waiting.size > 0 ? 'gap' : 'nothing' };
}
