import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { Cursor, Head, Topic } from '#shared/wire/topic.ts';
import type { Envelope, TopicEvent } from '#shared/wire/topic-event.ts';
import { eventsAfter, readGeneration, readVersions } from './heads.repository.ts';
import { hydrate, type WholeEvent } from './hydrate.service.ts';
import type { TeamTopics } from './team-topics.ts';

/** Further behind than this, fetching anew is cheaper than catching up ([SY3]). */
export const CATCH_UP_LIMIT = 1000;

export type CatchUp = QueryOutput<'topic.catch-up'>;
type Ask = { readonly topic: Topic; readonly cursor: Cursor; readonly limit: number };

/**
 * The events of a stored topic after a cursor, each as `view` lets its reader have it; `reload` when the cursor is of
 * another generation, too far behind, or ahead of the hub. Error: `not_found`. The caller has checked the rights.
 */
export async function catchUpStored(
  db: ReadDb,
  ask: Ask,
  view: (whole: readonly WholeEvent[]) => Promise<TopicEvent[]>,
): Promise<CatchUp> {
  const [generation, versions] = await Promise.all([readGeneration(db), readVersions(db, [ask.topic])]);
  const version = versions.get(ask.topic);
  if (version === undefined) throw new AppError('not_found');
  const head: Head = { topic: ask.topic, generation, version };
  if (!isWithinReach(ask.cursor, head)) return { mode: 'reload', head };
  const stored = await eventsAfter(db, ask.topic, ask.cursor.version, ask.limit);
  // Its beginning was tidied away.
  const next = stored[0]?.version ?? version + 1;
  if (next !== ask.cursor.version + 1) return { mode: 'reload', head };
  const events = await view(
    await hydrate(
      db,
      stored.map((row) => ({ topic: ask.topic, ...row })),
    ),
  );
  const envelopes = stored.map((row, index) => envelope(head, row, events[index]));
  return { mode: 'events', events: envelopes, head };
}

function envelope(
  { topic, generation }: Head,
  row: { version: number; at: Date },
  event: TopicEvent | undefined,
): Envelope {
  return { topic, generation, version: row.version, at: row.at.toISOString(), event: event ?? { type: 'hidden' } };
}

/** The same for a team's topic, from what the publisher keeps in memory. */
export function catchUpTeam(teams: TeamTopics, ask: Ask): CatchUp {
  const head = teams.head(ask.topic);
  const events = teams.after(ask.topic, ask.cursor, ask.limit);
  return events === null ? { mode: 'reload', head } : { mode: 'events', events, head };
}

/** Whether catching up from a cursor makes sense: of this generation, not ahead, not too far behind. */
export const isWithinReach = (cursor: Cursor, head: Cursor): boolean =>
  cursor.generation === head.generation &&
  cursor.version <= head.version &&
  head.version - cursor.version <= CATCH_UP_LIMIT;
