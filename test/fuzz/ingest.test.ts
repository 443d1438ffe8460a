import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createIngest } from '#server/domains/ingest/ingest.service.ts';
import { compareItems } from '#shared/domain/timeline-item.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { type EventInput, makeEvent } from '#test/support/factories/events.ts';
import { askingAsKey } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase({ max: 20 });
const deps = testDeps(database);
const { db } = deps;
await seedWorkspace(db);
/** Two hubs on one database: each has groups of its own. */
const hubs = [createIngest(deps), createIngest(deps)];
const hubOf = (sender: number) => hubs[sender % 2] as (typeof hubs)[number];
const key = askingAsKey(['identity:assert']);
let round = 0;

const MINUTE = 60_000;
const START = Date.parse('2026-03-31T00:00:00Z');

/** A few people, a few names for what they send, so that inputs meet each other; times in any order. */
const event = fc.record({
  name: fc.integer({ min: 1, max: 12 }),
  person: fc.integer({ min: 1, max: 3 }),
  both: fc.boolean(),
  minute: fc.integer({ min: 0, max: 500 }),
  kind: fc.constantFrom('message', 'order', 'note'),
});
const senders = fc.array(fc.array(event, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 });
type Sent = typeof event extends fc.Arbitrary<infer T> ? T : never;

const DATA = {
  message: { text: '届きません' },
  order: { number: 'W1', state: 'placed' },
  note: { text: 'メモ' },
} as const;

function asEvent({ name, person, both, minute, kind }: Sent): EventInput {
  const contactPoints = [
    { kind: 'shop' as const, value: `r${round}-p${person}`, verified: true },
    ...(both ? [{ kind: 'email' as const, value: `r${round}-p${person}@example.jp`, verified: true }] : []),
  ];
  return makeEvent({
    source: `round-${round}`,
    externalId: `name-${name}`,
    kind: kind as EventInput['kind'],
    data: DATA[kind as keyof typeof DATA],
    // Its address is the shop's id, so all messages of a person come from one point.
    channel: 'shop',
    direction: kind === 'message' ? 'in' : 'none',
    occurredAt: new Date(START + minute * MINUTE).toISOString(),
    customer: { contactPoints: both && minute % 2 ? contactPoints.reverse() : contactPoints },
  });
}

type Row = { customerId: string; seq: number; occurredAt: Date; externalId: string | null; id: string };
const rowsOf = async (source: string) =>
  (
    await sql<Row>`select customer_id as "customerId", seq, occurred_at as "occurredAt", external_id as "externalId", id
      from timeline_item where customer_id in (select customer_id from timeline_item where source = ${source})
      order by occurred_at, customer_id, seq`.execute(db)
  ).rows;

it('[TL2] [TL3] [TL4] senders who race leave one item per name, no gap, one order, one open conversation each', async () => {
  await fc.assert(
    fc.asyncProperty(senders, async (lists) => {
      round += 1;
      const answers = await Promise.all(
        lists.map((list, i) =>
          hubOf(i)(
            key,
            list.map((one, n) => ({ line: n + 1, value: asEvent(one) })),
          ),
        ),
      );
      const rows = await rowsOf(`round-${round}`);
      const named = rows.filter((row) => row.externalId !== null);
      const names = new Set(lists.flat().map((one) => `name-${one.name}`));

      // one item per name, and everybody was told that one
      expect(new Set(named.map((row) => row.externalId))).toEqual(names);
      expect(named).toHaveLength(names.size);
      const accepted = answers.flat().filter((line) => line.status === 'accepted');
      expect(accepted).toHaveLength(names.size);
      for (const [i, list] of answers.entries()) {
        for (const [n, line] of list.entries()) {
          expect(line.error).toBeUndefined();
          const name = `name-${lists[i]?.[n]?.name}`;
          expect(line.itemId).toBe(named.find((row) => row.externalId === name)?.id);
        }
      }

      // seqs without gaps, and the order on screen is that of the database
      for (const customerId of new Set(rows.map((row) => row.customerId))) {
        const seqs = rows.filter((row) => row.customerId === customerId).map((row) => row.seq);
        expect(seqs.sort((a, b) => a - b)).toEqual(seqs.map((_, n) => n + 1));
      }
      const positions = rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
      expect([...positions].sort(compareItems)).toEqual(positions);

      // nobody was split or doubled, and no conversation has a twin
      const people = new Set(lists.flat().map((one) => one.person));
      expect(new Set(rows.map((row) => row.customerId)).size).toBeLessThanOrEqual(people.size);
      const open = await sql<{ n: number }>`select count(*)::int as n from conversation
        where customer_id = any(${[...new Set(rows.map((row) => row.customerId))]}::uuid[])
        group by customer_id having count(*) > 1`.execute(db);
      expect(open.rows).toEqual([]);
    }),
    { numRuns: 40, seed: 20_261_122, endOnFailure: true },
  );
});
