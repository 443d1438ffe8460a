import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { threadPage } from '#server/domains/timeline/page.service.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { inWork } from '#server/work.ts';
import { threadSets } from '#shared/domain/identity.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const PEOPLE = 5;
const RUNS = 15;
const SEED = 20_261_122;

const database = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
const give = giveTo(deps);
await seedWorkspace(db);
const leads = [
  askingAs(await makeAgent(db, [], { role: 'lead' })),
  askingAs(await makeAgent(db, [], { role: 'lead' })),
] as const;

type Act =
  | { readonly do: 'join' | 'household' | 'not_same'; readonly a: number; readonly b: number }
  | { readonly do: 'undo'; readonly nth: number }
  | { readonly do: 'hear' | 'share'; readonly a: number };
const who = fc.nat({ max: PEOPLE - 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('join' as const), a: who, b: who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), nth: fc.nat({ max: 9 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('hear' as const), a: who }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('household' as const, 'not_same' as const), a: who, b: who }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('share' as const), a: who }) },
);

type Person = { readonly id: string; readonly pointId: string };
type Link = { readonly id: string; readonly a: string; readonly b: string };
type World = {
  readonly people: readonly Person[];
  links: Link[];
  heard: { readonly id: string; readonly of: string }[];
};

let n = 0;
async function newWorld(): Promise<World> {
  const people: Person[] = [];
  for (let i = 0; i < PEOPLE; i++) {
    const made = await makeCustomer(db, [{ kind: 'email', value: `fuzz${n++}@example.jp` }]);
    people.push({ id: made.id, pointId: made.contactPoints[0]?.id ?? '' });
  }
  return { people, links: [], heard: [] };
}

/** Does one act as one of the leads, and on the model what it should do. */
async function perform(world: World, one: Act, lead = leads[0]): Promise<void> {
  const at = (i: number) => world.people[i] as Person;
  switch (one.do) {
    case 'join': {
      const answer = await give(lead, 'identity:join', { customerId: at(one.a).id, otherId: at(one.b).id });
      if (one.a === one.b) {
        expect(answer.ok).toBe(false);
        return;
      }
      const { linkId } = dataOf(answer);
      if (linkId !== null) world.links.push({ id: linkId, a: at(one.a).id, b: at(one.b).id });
      return;
    }
    case 'undo': {
      const link = world.links[one.nth];
      if (link === undefined) return;
      dataOf(await give(lead, 'identity:undo', { linkId: link.id }));
      world.links = world.links.filter(({ id }) => id !== link.id);
      return;
    }
    case 'hear': {
      const { id, pointId } = at(one.a);
      const heard = await inWork(deps, (work) =>
        receive(work, {
          customerId: id,
          contactPointId: pointId,
          kind: 'message',
          data: { text: 'もしもし' },
          channel: 'email',
          direction: 'in',
          author: { type: 'customer' },
          occurredAt: work.at,
        }),
      );
      world.heard.push({ id: heard.item.id, of: id });
      return;
    }
    case 'share': {
      const input = { contactPointId: at(one.a).pointId, customerId: at(one.a).id, shared: true, reason: '共用' };
      dataOf(await give(lead, 'contact-point:share', input));
      return;
    }
    default: {
      // Refused for one and the same, and for those who are one thread; either way nothing else may change.
      await give(lead, 'identity:decide', { customerId: at(one.a).id, otherId: at(one.b).id, decision: one.do });
    }
  }
}

/** Threads are what the links make of them; each item is on one record, its address's, and its thread is the union. */
async function check(world: World): Promise<void> {
  const ids = world.people.map(({ id }) => id);
  const { rows } = await sql<{ a: string; b: string }>`
    select customer_a as a, customer_b as b from identity_link
    where undone_at is null and customer_a = any(${ids}::uuid[])`.execute(db);
  expect(rows.length).toBe(world.links.length);
  const sets = threadSets(ids, world.links);
  expect(threadSets(ids, rows)).toEqual(sets);
  for (const set of sets) {
    for (const id of set) expect(await membersOf(db, id)).toEqual(set);
    const page = await threadPage(deps, leads[0].actor, {
      customerId: set[0] ?? '',
      members: set,
      from: { at: 'newest' },
      limit: 200,
    });
    const said = page.items.flatMap((item) => (!isHidden(item) && item.kind === 'message' ? [item] : []));
    const expected = world.heard.filter(({ of }) => set.includes(of));
    expect(said.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    for (const item of said) expect(item.customerId).toBe(expected.find(({ id }) => id === item.id)?.of);
  }
}

const noBreaks = async () => expect((await verifyData(deps)).flatMap(({ breaks }) => breaks)).toEqual([]);

it('[ID3] any joins, undoings and marks leave each item on its record and each thread the union of its members', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const world = await newWorld();
      for (const one of acts) await perform(world, one);
      await check(world);
      // Taking every link back leaves everybody as they stood alone.
      while (world.links.length > 0) await perform(world, { do: 'undo', nth: world.links.length - 1 });
      await check(world);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  await noBreaks();
});

it('[ID3] two leads and the customers at once: one order of them all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(act, act, who), { minLength: 2, maxLength: 5 }), async (rounds) => {
      const world = await newWorld();
      for (const [one, other, heard] of rounds) {
        await Promise.all([
          perform(world, one, leads[0]),
          perform(world, other, leads[1]),
          perform(world, { do: 'hear', a: heard }),
        ]);
        await check(world);
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
  await noBreaks();
});
