import { setTimeout as sleep } from 'node:timers/promises';

/** Sockets told of something in one turn. */
const SLICE = 25;
/** What the hub has to itself between two slices. */
const PAUSE_MS = 5;

/**
 * Tells the sockets that are connected now, some in each turn of the event loop, so that no command waits until a thousand
 * windows were written to. The first ones are told at once; who leaves before their turn is left out. Resolves when all
 * were told: a thousand after a fifth of a second, or what `tell` takes. Rejects when telling does, and tells the rest nothing.
 */
export async function inSlices<S>(
  sockets: ReadonlyMap<string, S>,
  tell: (slice: readonly S[]) => void | Promise<void>,
): Promise<void> {
  const ids = [...sockets.keys()];
  for (let from = 0; from < ids.length; from += SLICE) {
    if (from > 0) await sleep(PAUSE_MS, undefined, { ref: false });
    const slice = ids.slice(from, from + SLICE).flatMap((id) => sockets.get(id) ?? []);
    if (slice.length > 0) await tell(slice);
  }
}
