import { sendWaiting, together } from '#server/db/together.ts';
import { takeIn } from '#server/domains/conversations/inbound.service.ts';
import { inboundBegins } from '#server/domains/conversations/inbound-beginning.service.ts';
import type { PointRow } from '#server/domains/identity/identity.repository.ts';
import { peopleAsked, planPeople, writePeople } from '#server/domains/identity/identity.service.ts';
import type { Work } from '#server/work.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { bySource } from './ingest.repository.ts';
import type { Kept, ReadyEvent } from './ready-event.ts';

/**
 * Keeps events in one work, in the order given: dedupe ([TL3]), identity, item, conversation. The same input again, also
 * within the list, is the first one's item. Two works that keep the same input at once break the index: the later one
 * runs again and finds the earlier's.
 */
export async function keepEvents(work: Work, events: readonly ReadyEvent[]): Promise<Kept[]> {
  const kept = await takeEvents(work, events);
  await sendWaiting(work.tx);
  return kept();
}

/** As keepEvents, where what is kept is asked for after the commit, with which some of it leaves. */
export async function takeEvents(work: Work, events: readonly ReadyEvent[]): Promise<() => Kept[]> {
  const [before, people] = await together(work.tx, [bySource(events), peopleAsked(events.map(({ claim }) => claim))]);
  const known = new Map<string, Kept>();
  for (const { source, externalId, receivedAt: _receivedAt, ...item } of before) {
    known.set(nameOf({ source, externalId }), { status: 'duplicate', ...item });
  }
  const names = new Set(known.keys());
  // The first of a name within the list; what follows under it is a duplicate.
  const fresh = events.filter((event) => !names.has(nameOf(event)) && names.add(nameOf(event)));
  const items = await takeFresh(work, fresh, people);
  return () => {
    const first = new Map(items.map((one, i) => [fresh[i], accepted(one)]));
    const kept = new Map(known);
    return events.map((event) => {
      const own = first.get(event);
      if (own !== undefined) kept.set(nameOf(event), { ...own, status: 'duplicate' });
      const answer = own ?? kept.get(nameOf(event));
      if (answer === undefined) throw new Error('an event is kept or was kept before');
      return answer;
    });
  };
}

/** Three ways to the database and back, of which the last is the commit's: what there is, locks with what lies behind them, and all that is written. */
async function takeFresh(
  work: Work,
  fresh: readonly ReadyEvent[],
  rows: readonly PointRow[],
): Promise<readonly TimelineItem[]> {
  if (fresh.length === 0) return [];
  const people = await planPeople(
    work,
    fresh.map((event) => event.claim),
    rows,
  );
  const inbounds = fresh.map(({ claim: _claim, pointIndex, ...event }, i) => {
    const person = people.resolved[i];
    if (person === undefined) throw new Error('every claim has its customer');
    return { ...event, customerId: person.customerId, contactPointId: person.contactPoints[pointIndex]?.id ?? null };
  });
  const begins = inboundBegins(work, inbounds);
  const [locked, ...read] = await together(work.tx, [people.locks, ...begins.statements]);
  await writePeople(work, people, locked);
  return (await takeIn(work, inbounds, begins.take(read))).map(({ item }) => item);
}

const accepted = ({ id: itemId, seq, customerId }: TimelineItem): Kept => ({
  status: 'accepted',
  itemId,
  seq,
  customerId,
});

const nameOf = (event: { readonly source: string; readonly externalId: string }): string =>
  `${event.source}\n${event.externalId}`;
