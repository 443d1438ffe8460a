import { describe, expect, it } from 'vitest';
import { settleOverdueCalls } from '#server/domains/calls/overdue.service.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps } from '#test/support/ownership-facts.ts';

const PHONES = 20;
const ROUNDS = 30;
const AT_MOST_MS = 200_000;

const database = await testDatabase({ max: PHONES + 6 });
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const random = seededRandom(20_261_122);
const { team } = await seedWorkspace(db);
const agents = await Promise.all(Array.from({ length: PHONES }, () => makeAgent(db, [team])));
const line = await makeLine(db, deps, { logins: agents.map((agent) => agent.login) });

type Racer = () => Promise<Answer<unknown> | number>;

/** Every phone says that it rings, all at once: one call. */
async function rung(round: number, phones: readonly MadeAgent[]): Promise<{ id: string; customerId: string }> {
  const input = { connectionId: line.id, sipCallId: `race-${round}`, from: '09012345678', to: '0312345678' };
  const answers = await Promise.all(phones.map((agent) => give(askingAs(agent), 'call:ring', input)));
  const ids = new Set(answers.map((answer) => dataOf(answer).call.id));
  expect(ids.size).toBe(1);
  const { call } = dataOf(answers[0] as (typeof answers)[number]);
  return call;
}

const callRow = (id: string) => db.selectFrom('call').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const itemsOf = (id: string) =>
  db.selectFrom('timeline_item').selectAll().where('source', '=', 'call').where('external_id', '=', id).execute();

describe('a ringing call', () => {
  it(
    `[CV2] ${PHONES} agents answer at once, ${ROUNDS} rounds: one has it, the others are told who`,
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const { id } = await rung(round, agents);
        const answers = await Promise.all(agents.map((agent) => give(askingAs(agent), 'call:answer', { callId: id })));
        const winners = agents.filter((_, i) => answers[i]?.ok === true);
        expect(winners).toHaveLength(1);
        const [winner] = winners as [MadeAgent];
        for (const answer of answers) {
          if (answer.ok) continue;
          expect(answer.error).toMatchObject({
            code: 'call_taken',
            details: { owner: winner.name, ownerId: winner.id },
          });
        }
        for (const event of ['answered', 'ended'] as const)
          dataOf(await give(askingAs(winner), 'call:report', { callId: id, event }));
        dataOf(await give(askingAs(winner), 'call:wrap-up', { callId: id }));
      }
    },
    AT_MOST_MS,
  );

  it(
    `answer, hang-up, decline by all and time-out at once, ${ROUNDS} rounds: one outcome, one item, nobody left busy`,
    async () => {
      const seen = new Map<string, number>();
      const phones = agents.slice(0, 5);
      for (let round = ROUNDS; round < 2 * ROUNDS; round++) {
        const call = await rung(round, phones);
        deps.clock.advance(random.pick([1000, 10_000, 46_000]));
        const racers: Racer[] = phones.flatMap((agent) => [
          () => give(askingAs(agent), 'call:decline', { callId: call.id }),
          () => give(askingAs(agent), 'call:answer', { callId: call.id }),
          () => give(askingAs(agent), 'call:report', { callId: call.id, event: 'answered' }),
          () => give(askingAs(agent), 'call:report', { callId: call.id, event: 'cancelled' }),
        ]);
        await Promise.all(random.shuffle([...racers, () => settleOverdueCalls(deps)]).map((racer) => racer()));
        await hangUp(call.id);
        const row = await callRow(call.id);
        expect(row.state).toBe('ended');
        seen.set(row.outcome ?? '', (seen.get(row.outcome ?? '') ?? 0) + 1);
        expect(row.answered_at === null).toBe(row.outcome === 'missed');
        expect(await itemsOf(call.id)).toMatchObject([{ data: { outcome: row.outcome } }]);
        const ringing = await db
          .selectFrom('call_ring')
          .select('agent_id')
          .where('call_id', '=', call.id)
          .where('state', '=', 'ringing')
          .execute();
        expect(ringing).toEqual([]);
        await expectOneCallback(row.outcome);
        await expectNoGaps(db, call.customerId);
      }
      const busy = await db.selectFrom('agent').select('id').where('presence', 'in', ['busy', 'wrap_up']).execute();
      expect(busy).toEqual([]);
      expect(seen.size).toBe(2);
    },
    AT_MOST_MS,
  );
});

/** Whoever holds it in the end hangs up and writes it up; a winner who was never heard is given up. */
async function hangUp(id: string): Promise<void> {
  const { agent_id: holder } = await callRow(id);
  const agent = agents.find((one) => one.id === holder);
  if (agent !== undefined) {
    dataOf(await give(askingAs(agent), 'call:report', { callId: id, event: 'ended' }));
    dataOf(await give(askingAs(agent), 'call:wrap-up', { callId: id }));
  }
  for (let look = 0; look < 2; look++) {
    deps.clock.advance(46_000);
    await settleOverdueCalls(deps);
  }
}

/** Missed: one open callback of the number; answered: none any more. */
async function expectOneCallback(outcome: string | null): Promise<void> {
  const open = await db.selectFrom('callback').select('tries').where('state', '=', 'open').execute();
  expect(open).toHaveLength(outcome === 'missed' ? 1 : 0);
}
