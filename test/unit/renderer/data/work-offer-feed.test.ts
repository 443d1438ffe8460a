import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskClient, DeskEvents } from '#renderer/data/client/desk-client-types.ts';
import { workOfferFeedOf } from '#renderer/data/client/work-offer-feed.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const offer = (id: string, state: WorkOffer['state'] = 'open') => ({ id, state }) as WorkOffer;

/** A client that counts what is asked, and whoever listens. */
function desk(found: readonly WorkOffer[]) {
  const listeners = new Set<DeskEvents>();
  const asked: string[] = [];
  const client = {
    ask: (name: string) => {
      asked.push(name);
      return Promise.resolve({ offers: found });
    },
    listen: (events: DeskEvents) => {
      listeners.add(events);
      return () => listeners.delete(events);
    },
  } as unknown as DeskClient;
  const tell = (one: WorkOffer): void => {
    for (const each of listeners) each.onWorkOffer?.(one);
  };
  return { client, asked, listeners, tell };
}

const answered = () => vi.advanceTimersByTimeAsync(0);

describe('the offers of the queues', () => {
  it('are asked for once, however many follow them, and again by time alone', async () => {
    const { client, asked, listeners } = desk([offer('a')]);
    const feed = workOfferFeedOf(client);
    expect(workOfferFeedOf(client)).toBe(feed);
    feed.follow();
    feed.follow();
    await answered();
    expect(asked).toEqual(['routing.offers']);
    expect(listeners.size).toBe(1);
    expect(feed.store.getState()).toEqual([offer('a')]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked).toHaveLength(2);
  });

  it('come and go as they are told', async () => {
    const { client, tell } = desk([offer('a')]);
    const feed = workOfferFeedOf(client);
    feed.follow();
    await answered();
    tell(offer('b'));
    expect(feed.store.getState().map(({ id }) => id)).toEqual(['a', 'b']);
    tell(offer('a', 'accepted'));
    expect(feed.store.getState().map(({ id }) => id)).toEqual(['b']);
  });

  it('are nobody’s when the last has stopped following, and asked for anew by the next', async () => {
    const { client, asked, listeners } = desk([offer('a')]);
    const feed = workOfferFeedOf(client);
    const [one, two] = [feed.follow(), feed.follow()];
    await answered();
    one();
    one();
    expect(listeners.size).toBe(1);
    two();
    expect(listeners.size).toBe(0);
    expect(feed.store.getState()).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    feed.follow();
    await answered();
    expect(feed.store.getState()).toEqual([offer('a')]);
  });
});
