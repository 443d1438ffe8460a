import type { Deps } from '#server/deps.ts';
import { asItem } from '#server/domains/timeline/item-rows.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { AsOf, Moment } from '#shared/domain/moment.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { beginningOf, ownerChanges } from './seen.repository.ts';

/** The handoffs and changes of owner of a thread, oldest first, and how far back it goes. */
export async function momentsOf(
  { db }: Pick<Deps, 'db'>,
  members: readonly string[],
  limit: number,
): Promise<QueryOutput<'thread.moments'>> {
  const [changes, begins] = await Promise.all([ownerChanges(db, members, limit), beginningOf(db, members)]);
  const moments = changes.map((row) => momentOf(asItem(row), row.snapshot, members)).reverse();
  return { moments, ...(begins !== null && { begins: begins.toISOString() }) };
}

function momentOf(item: TimelineItem, snapshot: Snapshot | null, members: readonly string[]): Moment {
  const parties = partiesOf(item);
  return {
    at: item.receivedAt,
    kind: item.kind === 'handoff' ? 'handoff' : 'owner',
    item: { customerId: item.customerId, seq: item.seq },
    ...(item.conversationId !== undefined && { conversationId: item.conversationId }),
    ...parties,
    asOf: asOf(item, snapshot, members),
  };
}

function partiesOf(item: TimelineItem): Pick<Moment, 'from' | 'to'> {
  if (item.kind === 'handoff') return { from: item.data.from, to: item.data.acceptedBy ?? item.data.to };
  if (item.kind !== 'system') return {};
  const { from, to } = item.data;
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** As the brief was made on it; without one, everything up to the change itself, exactly where one record is the thread. */
function asOf(item: TimelineItem, snapshot: Snapshot | null, members: readonly string[]): AsOf {
  const known = Object.entries(snapshot ?? {}).filter(([id]) => members.includes(id));
  if (known.length > 0) return { snapshot: Object.fromEntries(known) };
  return members.length === 1 ? { snapshot: { [item.customerId]: item.seq } } : { at: item.receivedAt };
}
