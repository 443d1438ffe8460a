import { receiveAll } from '#server/domains/conversations/inbound.service.ts';
import { resolveCustomers } from '#server/domains/identity/identity.service.ts';
import type { Work } from '#server/work.ts';
import { findBySource } from './ingest.repository.ts';
import type { Kept, ReadyEvent } from './ready-event.ts';

/**
 * Keeps events in one work, in the order given: dedupe ([TL3]), identity, item, conversation. The same input again, also
 * within the list, is the first one's item. Two works that keep the same input at once break the index: the later one
 * runs again and finds the earlier's.
 */
export async function keepEvents(work: Work, events: readonly ReadyEvent[]): Promise<Kept[]> {
  const kept = new Map<string, Kept>();
  for (const { source, externalId, ...known } of await findBySource(work, events)) {
    kept.set(nameOf({ source, externalId }), { status: 'duplicate', ...known });
  }
  const names = new Set(kept.keys());
  // The first of a name within the list; what follows under it is a duplicate.
  const fresh = events.filter((event) => !names.has(nameOf(event)) && names.add(nameOf(event)));
  const first = new Map((await keepFresh(work, fresh)).map((one, i) => [fresh[i], one]));
  return events.map((event) => {
    const accepted = first.get(event);
    if (accepted !== undefined) kept.set(nameOf(event), { ...accepted, status: 'duplicate' });
    const answer = accepted ?? kept.get(nameOf(event));
    if (answer === undefined) throw new Error('an event is kept or was kept before');
    return answer;
  });
}

async function keepFresh(work: Work, fresh: readonly ReadyEvent[]): Promise<Kept[]> {
  if (fresh.length === 0) return [];
  const people = await resolveCustomers(
    work,
    fresh.map((event) => event.claim),
  );
  const received = await receiveAll(
    work,
    fresh.map(({ claim: _claim, pointIndex, ...event }, i) => {
      const person = people[i];
      if (person === undefined) throw new Error('every claim has its customer');
      return {
        ...event,
        customerId: person.customerId,
        contactPointId: person.contactPoints[pointIndex]?.id ?? null,
      };
    }),
  );
  return received.map(({ item }) => ({
    status: 'accepted',
    itemId: item.id,
    seq: item.seq,
    customerId: item.customerId,
  }));
}

const nameOf = (event: { readonly source: string; readonly externalId: string }): string =>
  `${event.source}\n${event.externalId}`;
