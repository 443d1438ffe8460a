import type { ReadDb } from '#server/db/handle.ts';
import { readGeneration, readHeads } from '#server/domains/topics/heads.repository.ts';
import type { Head, Topic } from '#shared/wire/topic.ts';

export type HeadReader = {
  /** Newest places of topics as committed; those that do not exist are left out. */
  readonly read: (topics: readonly Topic[]) => Promise<Map<Topic, Head>>;
  /** The generation of customers' and agents' topics, read once: only a restore renews it, and no hub runs through one. */
  readonly generation: () => Promise<string>;
};

/** What the query that comes next will read. */
type Round = { readonly topics: Set<Topic>; readonly found: Promise<Map<Topic, Head>> };

/** Queries under way at once: when a thousand windows come back, what they ask meanwhile goes into the next. */
const AT_ONCE = 2;

/**
 * Reads heads for all who ask while others are being read in one query. It is always one that begins after they asked, so
 * that what comes after it is pushed to the rooms they have joined ([SY3]). Each gets only what they asked for.
 */
export function createHeadReader(db: ReadDb): HeadReader {
  let known: Promise<string> | null = null;
  let next: Round | null = null;
  let underWay = 0;
  let free: (() => void) | null = null;

  async function readRound(topics: ReadonlySet<Topic>): Promise<Map<Topic, Head>> {
    if (underWay >= AT_ONCE) {
      await new Promise<void>((resolve) => {
        free = resolve;
      });
    }
    next = null;
    underWay += 1;
    try {
      return await readHeads(db, [...topics]);
    } finally {
      underWay -= 1;
      free?.();
      free = null;
    }
  }

  function join(topics: readonly Topic[]): Promise<Map<Topic, Head>> {
    if (underWay < AT_ONCE && next === null) return readRound(new Set(topics));
    if (next === null) {
      const asked = new Set<Topic>();
      next = { topics: asked, found: readRound(asked) };
    }
    for (const topic of topics) next.topics.add(topic);
    return next.found;
  }

  return {
    async read(topics) {
      const found = await join(topics);
      return new Map(
        topics.flatMap((topic) => {
          const head = found.get(topic);
          return head === undefined ? [] : [[topic, head] as const];
        }),
      );
    },
    generation() {
      known ??= readGeneration(db).catch((error: unknown) => {
        known = null;
        throw error;
      });
      return known;
    },
  };
}
