import { LARGEST_MANIFEST } from '#shared/domain/update-manifest.ts';

/** Electron's `net.fetch` (by the session's proxy and the system's certificates), or a test's. */
export type FeedFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Nothing came for this long: given up, tried again later. */
const STALLED_MS = 60_000;

export class FeedUnreachable extends Error {}
/** More bytes than were to come. */
export class FeedTooLarge extends Error {}

/**
 * Gives the bytes of one address as they come, never more than `most`. Nothing is sent along: no cookies, no credentials;
 * nothing is taken from a cache; no redirection is followed, for a feed is one place.
 * @throws FeedUnreachable when there is no good answer or it breaks off; FeedTooLarge
 */
export async function* streamOf(
  fetch: FeedFetch,
  url: string,
  most: number,
  stalledMs = STALLED_MS,
): AsyncGenerator<Uint8Array, void> {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), stalledMs);
  let total = 0;
  try {
    const response = await fetch(url, {
      signal: stop.signal,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    if (response.status !== 200 || response.body === null) throw new FeedUnreachable(`status ${response.status}`);
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), stalledMs);
      total += part.value.length;
      if (total > most) throw new FeedTooLarge(`more than ${most} bytes`);
      yield part.value;
    }
  } catch (thrown: unknown) {
    if (thrown instanceof FeedTooLarge || thrown instanceof FeedUnreachable) throw thrown;
    throw new FeedUnreachable(thrown instanceof Error ? thrown.message : 'unknown', { cause: thrown });
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** The text of a signed manifest; null when its bytes are no text. */
export async function fetchManifest(fetch: FeedFetch, url: string): Promise<string | null> {
  const parts: Uint8Array[] = [];
  for await (const part of streamOf(fetch, url, LARGEST_MANIFEST)) parts.push(part);
  try {
    // A mark at the beginning stays, and is no manifest: one text has one spelling.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch {
    return null;
  }
}
