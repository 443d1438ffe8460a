import type { ReadDb } from '#server/db/handle.ts';
import { readGeneration, readVersions } from '#server/domains/topics/heads.repository.ts';
import type { TeamTopics } from '#server/domains/topics/team-topics.ts';
import type { Head, Topic } from '#shared/wire/topic.ts';

export type HeadReader = {
  /** Newest places of topics, committed ones and the teams' in memory; those that do not exist are left out. */
  readonly read: (topics: readonly Topic[]) => Promise<Map<Topic, Head>>;
  /** The generation of stored topics, read once: only a restore renews it, and no hub runs through one. */
  readonly generation: () => Promise<string>;
};

export function createHeadReader(db: ReadDb, teams: TeamTopics): HeadReader {
  let known: Promise<string> | null = null;
  function generation(): Promise<string> {
    known ??= readGeneration(db).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  }
  return {
    generation,
    async read(topics) {
      const heads = new Map<Topic, Head>();
      for (const topic of topics) if (topic.startsWith('team:')) heads.set(topic, teams.head(topic));
      const versions = await readVersions(db, topics);
      if (versions.size === 0) return heads;
      const current = await generation();
      for (const [topic, version] of versions) heads.set(topic, { topic, generation: current, version });
      return heads;
    },
  };
}
