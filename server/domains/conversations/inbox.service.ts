import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { asHandoff } from '#server/domains/handoffs/handoff-view.ts';
import { offersFor } from '#server/domains/handoffs/handoffs.repository.ts';
import { readHeads } from '#server/domains/topics/heads.repository.ts';
import { AppError } from '#server/errors.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import { type InboxPlace, inboxCounts, inboxPlaces } from './inbox.repository.ts';
import { inboxRows } from './inbox-rows.repository.ts';

/**
 * One tab of the asker's inbox: a page of rows in order of urgency, counts of every tab, offers open to them or their
 * teams, and the heads to follow from. The heads are read first, so that whatever happens meanwhile comes as an event.
 */
export async function listInbox(
  deps: Pick<Deps, 'db'>,
  asking: Asking,
  input: QueryParsed<'inbox.list'>,
): Promise<QueryOutput<'inbox.list'>> {
  const reader = { agentId: asking.actor.id, teamIds: asking.actor.teamIds };
  const inbox = inboxTopic(reader.agentId);
  const heads = await readHeads(deps.db, [inbox, ...reader.teamIds.map(teamTopic)]);
  if (!heads.has(inbox)) throw new AppError('not_found');
  const after = input.cursor === undefined ? null : placeFrom(input.cursor);
  const [places, counts, offers] = await Promise.all([
    inboxPlaces(deps.db, reader, { tab: input.tab, after, limit: input.limit + 1 }),
    inboxCounts(deps.db, reader),
    offersFor(deps.db, reader.agentId, reader.teamIds),
  ]);
  const shown = places.slice(0, input.limit);
  const found = await inboxRows(
    deps.db,
    shown.map((place) => place.id),
  );
  const byId = new Map(found.map((row) => [row.conversationId, row]));
  const last = shown.at(-1);
  return {
    rows: shown.map((place) => byId.get(place.id)).filter((row) => row !== undefined),
    ...(places.length > shown.length && last !== undefined ? { next: cursorAt(last) } : {}),
    counts,
    offers: offers.map(asHandoff),
    heads: [...heads.values()],
  };
}

const cursorAt = (place: InboxPlace): string => `${place.section}~${place.due}~${place.id}`;

const CURSOR = /^([1-6])~(-?\d+(?:\.\d+)?)~([0-9a-f-]{36})$/;

function placeFrom(cursor: string): InboxPlace {
  const [, section, due, id] = CURSOR.exec(cursor) ?? [];
  if (section === undefined || due === undefined || id === undefined) {
    throw new AppError('invalid', { details: { reason: 'cursor: is not one of ours' } });
  }
  return { section: Number(section), due, id };
}
