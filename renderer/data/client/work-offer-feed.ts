import { createStore } from 'zustand/vanilla';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import type { DeskClient } from './desk-client-types.ts';
import type { Readable } from './readable.ts';

/** What a cut connection made miss is caught by looking again this often, milliseconds. */
const AGAIN_MS = 30_000;

const NONE: readonly WorkOffer[] = [];

/** What the hub offers this agent from their teams' queues, for all parts that show it or tell of it. */
export type WorkOfferFeed = {
  readonly store: Readable<readonly WorkOffer[]>;
  /** Looks and listens as long as anybody follows; gives the end of this following. */
  readonly follow: () => () => void;
};

const feeds = new WeakMap<DeskClient, WorkOfferFeed>();

/** One for each client: the hub is asked once, however many parts read it. */
export function workOfferFeedOf(client: DeskClient): WorkOfferFeed {
  const known = feeds.get(client);
  if (known !== undefined) return known;
  const feed = createWorkOfferFeed(client);
  feeds.set(client, feed);
  return feed;
}

function createWorkOfferFeed({ ask, listen }: Pick<DeskClient, 'ask' | 'listen'>): WorkOfferFeed {
  const store = createStore<readonly WorkOffer[]>(() => NONE);
  let followers = 0;
  let stop = (): void => undefined;

  function start(): void {
    let isOver = false;
    const look = (): void => {
      ask('routing.offers', {}).then(
        ({ offers }) => !isOver && store.setState(offers, true),
        () => undefined,
      );
    };
    const stopListening = listen({ onWorkOffer: (offer) => store.setState(learnt(store.getState(), offer), true) });
    look();
    const timer = setInterval(look, AGAIN_MS);
    stop = () => {
      isOver = true;
      clearInterval(timer);
      stopListening();
      store.setState(NONE, true);
    };
  }

  return {
    store,
    follow() {
      followers += 1;
      if (followers === 1) start();
      let isFollowing = true;
      return () => {
        if (!isFollowing) return;
        isFollowing = false;
        followers -= 1;
        if (followers === 0) stop();
      };
    },
  };
}

const learnt = (offers: readonly WorkOffer[], one: WorkOffer): readonly WorkOffer[] => {
  const others = offers.filter(({ id }) => id !== one.id);
  return one.state === 'open' ? [...others, one] : others;
};
