import type { Line } from './line.ts';
import { acked, find, replace, type Spoiling } from './spoiling.ts';

/** What a client should not have been told: too early, of another time, or of somebody else. */
export const READING_SPOILINGS: readonly Spoiling[] = [
  {
    name: 'an answer came before its commit',
    finds: 'acked_before_commit',
    spoil(history, random) {
      const found = find(history, random, 'ok', acked);
      if (found?.line.item === undefined) return null;
      const { customerId, seq } = found.line.item;
      return replace(history, found, found.line, { what: 'read', customerId, lastSeq: seq - 1 });
    },
  },
  {
    name: 'a cursor went back after it was fetched anew',
    finds: 'cursor_back',
    spoil(history, random) {
      const found = find(history, random, 'saw', ({ version }) => version > 1);
      if (found === null) return null;
      const { topic, generation, version } = found.line;
      const back: Line = { what: 'loaded', topic, generation, version: version - 1 };
      // What comes next is as it was: only the place went back.
      return replace(history, found, found.line, back, found.line);
    },
  },
  {
    name: 'an event of another generation was applied',
    finds: 'cursor_back',
    spoil(history, random) {
      const found = find(history, random, 'saw');
      return found === null ? null : replace(history, found, { ...found.line, generation: 'g0' });
    },
  },
  {
    name: 'a note reached a visitor',
    finds: 'leaked',
    spoil(history, random) {
      const notes = history.truth.items.filter(({ visibility }) => visibility === 'internal');
      const found = find(history, random, 'hello', ({ role }) => role === 'visitor');
      if (notes.length === 0 || found === null) return null;
      const { customerId, seq, id } = random.pick(notes);
      return replace(history, found, found.line, {
        what: 'got',
        topic: `customer:${customerId}`,
        item: { customerId, seq, id },
      });
    },
  },
  {
    name: 'a visitor got the words of another customer',
    finds: 'leaked',
    spoil(history, random) {
      const found = find(history, random, 'hello', ({ role }) => role === 'visitor');
      const words = history.truth.items.filter(
        (i) => i.visibility === 'customer' && i.customerId !== found?.line.customerId,
      );
      if (words.length === 0 || found === null) return null;
      const { customerId, seq, id } = random.pick(words);
      return replace(history, found, found.line, {
        what: 'got',
        topic: `customer:${customerId}`,
        item: { customerId, seq, id },
      });
    },
  },
];
