import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { TOUCH_KINDS } from '#shared/domain/journey/rules.ts';
import { compareTouches, type Touch, touchOf } from '#shared/domain/journey/touch.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

/** So many of a record's newest touches are looked at: a journey is read by people ([TL6]). */
export const TOUCHES_MOST = 5000;
/** They are looked for among so many of its newest items, whatever these are. */
export const LOOKED_MOST = 20_000;

const KINDS = [...TOUCH_KINDS, 'commitment', 'system'];

type Row = {
  readonly id: string;
  readonly customerId: string;
  readonly seq: number;
  readonly corrects: string | null;
  readonly conversationId: string | null;
  readonly occurredAt: Date;
  readonly isTouch: boolean;
  /** How many items the record has. */
  readonly items: number;
};

/** What everybody may see and what is not taken out: of this alone a journey is made ([TL5]). */
export const IN_JOURNEY = sql`(visibility in ('customer', 'internal') and redacted_at is null)`;

/**
 * The touches of records, each thread's in their order; of something corrected, only the correction, whoever may see that;
 * of a conversation that is part of another, that other ([CV7]). What is for leads or for some alone is left out, so that a
 * journey tells everybody the same ([TL5]).
 */
export async function touchesOf(
  db: ReadDb,
  members: readonly string[],
): Promise<{ touches: Touch[]; capped: boolean }> {
  const { rows } = await sql<Row>`
    select found.*, member.last_seq as items from customer member cross join lateral (
      select id, customer_id as "customerId", seq, kind, channel, direction, visibility, conversation_id as "conversationId",
        occurred_at as "occurredAt", author, corrects, ${IN_JOURNEY} as "isTouch",
        data - '{transcript,transcriptLines,parts,recording,email,form}'::text[] as data
      from (select * from timeline_item where customer_id = member.id
        order by occurred_at desc, seq desc limit ${LOOKED_MOST}) newest
      where kind = any(${KINDS}::text[]) and (${IN_JOURNEY} or corrects is not null)
        and (kind <> 'system' or data ->> 'event' = 'resolved')
      order by occurred_at desc, seq desc limit ${TOUCHES_MOST}) found
    where member.id = any(${members}::uuid[])`.execute(db);
  const corrected = new Set(rows.map(({ corrects }) => corrects));
  const partOf = await mergedOf(db, members);
  const touches = rows
    .filter(({ id, isTouch }) => isTouch && !corrected.has(id))
    .map((row) => readTouch({ ...row, conversationId: endOf(partOf, row.conversationId) }))
    .filter((touch) => touch !== null)
    .sort(compareTouches);
  const counts = new Map<string, number>();
  for (const { customerId } of rows) counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
  const capped =
    rows.some(({ items }) => items > LOOKED_MOST) || [...counts.values()].some((count) => count >= TOUCHES_MOST);
  return { touches, capped };
}

/** The conversations of records that are part of another on the same thread, with that other. */
async function mergedOf(db: ReadDb, members: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; into: string }>`
    select c.id, c.merged_into as into from conversation c join customer f on f.id = c.customer_id
      join conversation i on i.id = c.merged_into join customer t on t.id = i.customer_id
    where c.customer_id = any(${members}::uuid[]) and c.merged_into is not null
      and coalesce(f.thread_id, f.id) = coalesce(t.thread_id, t.id)`.execute(db);
  return new Map(rows.map(({ id, into }) => [id, into]));
}

/** What it is part of in the end. None is part of itself: what is part of another is resolved, and only what is not is made one. */
function endOf(partOf: ReadonlyMap<string, string>, conversationId: string | null): string | null {
  let end = conversationId;
  for (let n = 0; end !== null && partOf.has(end) && n <= partOf.size; n++) end = partOf.get(end) ?? null;
  return end;
}

/** None of an item whose data lacks what its kind has now: one of them must not keep everybody from being counted. */
function readTouch(row: Row): Touch | null {
  try {
    return touchOf(asItem(row));
  } catch {
    return null;
  }
}

function asItem({
  conversationId,
  corrects: _,
  isTouch: _touch,
  items: _items,
  occurredAt,
  ...row
}: Row): TimelineItem {
  const item = { ...row, occurredAt: occurredAt.toISOString(), ...(conversationId === null ? {} : { conversationId }) };
  // kind and data were stored as a pair
  return item as unknown as TimelineItem;
}
