import type { ReadDb } from '#server/db/handle.ts';
import { readGeneration, readHeads } from '#server/domains/topics/heads.repository.ts';
import type { Head, Topic } from '#shared/wire/topic.ts';

export type HeadReader = {
  /** Newest places of topics as committed; those that do not exist are left out. */
  readonly read: (topics: readonly Topic[]) => Promise<Map<Topic, Head>>;
  /** The generation of customers' and agents' topics, read once: only a restore renews it, and no hub runs through one. */
  readonly generation: () => Promise<string>;
};

export function createHeadReader(db: ReadDb): HeadReader {
  let known: Promise<string> | null = null;
  return {
    read: (topics) => readHeads(db, topics),
    generation() {
      known ??= readGeneration(db).catch((error: unknown) => {
        known = null;
        throw error;
      });
      return known;
    },
  };
}
