import type { Head } from '#shared/wire/topic.ts';

/** How far topics were pushed while something else was looked up. */
export type SentPlaces = {
  readonly note: (place: Head) => void;
  /** Remembers from now on, until `end`. */
  readonly since: () => Sent;
};

export type Sent = {
  /** The head, or the newer place of its topic that was pushed since. */
  readonly newest: (head: Head) => Head;
  readonly end: () => void;
};

export function createSentPlaces(): SentPlaces {
  const rounds = new Set<Map<string, Head>>();
  return {
    note({ topic, generation, version }) {
      for (const places of rounds) {
        const last = places.get(topic);
        // What came late is no step back.
        if (last?.generation === generation && last.version > version) continue;
        places.set(topic, { topic, generation, version });
      }
    },
    since() {
      const places = new Map<string, Head>();
      rounds.add(places);
      return {
        newest(head) {
          const last = places.get(head.topic);
          return last?.generation === head.generation && last.version > head.version ? last : head;
        },
        end: () => void rounds.delete(places),
      };
    },
  };
}
