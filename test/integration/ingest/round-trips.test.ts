import { describe, expect, it } from 'vitest';
import { createIngest } from '#server/domains/ingest/ingest.service.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { type EventInput, makeEvent } from '#test/support/factories/events.ts';
import { askingAs, askingAsKey } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { roundTrips } from '#test/support/round-trips.ts';

const database = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
const { team, agents } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const give = giveTo(deps);
const ingest = createIngest(deps);
const tripsOf = roundTrips(database.pool);

let said = 0;
/** A message of the customer of that name. */
const from = (who: string, over: Partial<EventInput> = {}) => {
  said += 1;
  const customer = { name: who, contactPoints: [{ kind: 'shop', value: who } as const] };
  return makeEvent({ customer, data: { text: `届きません ${said}` }, ...over });
};
const send = (events: readonly EventInput[]) =>
  ingest(
    askingAsKey(),
    events.map((value, i) => ({ line: i + 1, value })),
  );
const taken = async (events: readonly EventInput[]) => {
  const { trips, result } = await tripsOf(() => send(events));
  expect(result.map(({ status }) => status)).toEqual(events.map(() => 'accepted'));
  return trips;
};

async function mine() {
  const customer = await makeCustomer(db);
  const { id } = await makeConversation(db, { customer, team, owner: first });
  await makeItem(deps, customer, { conversationId: id, data: { text: '届きません' } });
  return { customer, conversationId: id };
}

describe('ways to the database and back', () => {
  it('of what comes in: of a customer who is known, of a new one, of a window of new ones', async () => {
    await send([from('known')]);
    const known = await taken([from('known')]);
    const fresh = await taken([from('new')]);
    const window = await taken(Array.from({ length: 8 }, (_, n) => from(`new-${n}`)));
    expect(known).toBeLessThanOrEqual(3);
    expect(fresh).toBeLessThanOrEqual(5);
    expect(window).toBeLessThanOrEqual(5);
  });

  it('[TL3] of a list that holds the same twice: no more than of it once, and the second is its duplicate', async () => {
    await send([from('twin')]);
    const one = from('twin');
    const { trips, result } = await tripsOf(() => send([one, one]));
    expect(result.map(({ status }) => status)).toEqual(['accepted', 'duplicate']);
    expect(result[1]?.itemId).toBe(result[0]?.itemId);
    expect(trips).toBeLessThanOrEqual(3);
  });

  it('of what an agent says and hands on, and of its acceptance', async () => {
    const { customer, conversationId } = await mine();
    const sent = await tripsOf(() =>
      give(me, 'message:send', { conversationId, epoch: 1, text: 'お調べします', seen: { [customer.id]: 1 } }),
    );
    dataOf(sent.result);
    const offered = await tripsOf(() =>
      give(me, 'handoff:offer', {
        conversationId,
        epoch: 1,
        to: { type: 'agent', id: second.id },
        brief: { wants: [], done: [], promised: [], next: [], identity: [] },
        snapshot: { [customer.id]: 2 },
      }),
    );
    const { handoff } = dataOf(offered.result);
    const accepted = await tripsOf(() =>
      give(askingAs(second), 'handoff:accept', { handoffId: handoff.id, open: true }),
    );
    expect(dataOf(accepted.result).opened).toBeDefined();
    expect(accepted.trips).toBeLessThanOrEqual(2);
    expect(sent.trips).toBeLessThanOrEqual(13);
    expect(offered.trips).toBeLessThanOrEqual(10);
  });
});
