import type { ReadDb } from '#server/db/handle.ts';
import { together } from '#server/db/together.ts';
import { AppError } from '#server/errors.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { Cursor, Head, Topic } from '#shared/wire/topic.ts';
import type { Envelope, TopicEvent } from '#shared/wire/topic-event.ts';
import { eventsAfter, headsOf } from './heads.repository.ts';
import { hydrate, type WholeEvent } from './hydrate.service.ts';

/** Further behind than this, fetching anew is cheaper than catching up ([SY3]). */
export const CATCH_UP_LIMIT = 1000;

export type CatchUp = QueryOutput<'topic.catch-up'>;
type Ask = { readonly topic: Topic; readonly cursor: Cursor; readonly limit: number };

/**
 * The events of a topic after a cursor, each as `view` lets its reader have it; `reload` when the cursor is of
 * another generation, too far behind, or ahead of the hub. Error: `not_found`. The caller has checked the rights.
 */
export async function catchUpStored(
  db: ReadDb,
  ask: Ask,
  view: (whole: readonly WholeEvent[]) => Promise<TopicEvent[]>,
): Promise<CatchUp> {
  // The head first: what comes in between is among the events, and is asked for once more at worst.
  const [[head], stored] = await together(db, [
    headsOf([ask.topic]),
    eventsAfter(ask.topic, ask.cursor.version, ask.limit),
  ]);
  if (head === undefined) throw new AppError('not_found');
  if (!isWithinReach(ask.cursor, head)) return { mode: 'reload', head };
  // Its beginning was tidied away.
  const next = stored[0]?.version ?? head.version + 1;
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

/** Whether catching up from a cursor makes sense: of this generation, not ahead, not too far behind. */
export const isWithinReach = (cursor: Cursor, head: Cursor): boolean =>
  cursor.generation === head.generation &&
  cursor.version <= head.version &&
  head.version - cursor.version <= CATCH_UP_LIMIT;
