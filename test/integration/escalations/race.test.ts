import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { tellOverdue } from '#server/domains/escalations/overdue.service.ts';
import { DECISIONS, type Decision } from '#shared/domain/escalation.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { askedBy, stepsOf } from '#test/support/escalation-world.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';

const DECIDERS = 10;
const ROUNDS = 50;
const AT_MOST_MS = 240_000;

const database = await testDatabase({ max: 20 });
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const random = seededRandom(20_261_122);
const { team, agents } = await seedWorkspace(db);
const [anna] = agents;
const leads = await Promise.all(Array.from({ length: DECIDERS }, () => makeAgent(db, [team], { role: 'lead' })));

const STATES = { approve: 'approved', return: 'returned', take_over: 'taken_over', close: 'resolved' } as const;
const SAYS: Readonly<Record<Decision, object>> = {
  approve: {},
  return: { note: '確認してください' },
  take_over: {},
  close: { outcome: 'explained' },
};

it(
  `[ES2] ${DECIDERS} leads decide, look and pass it on while its owner takes it back, ${ROUNDS} rounds: one decision each, and the others learn whose`,
  async () => {
    const won = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const { escalation, conversationId, customer } = await askedBy(deps, anna, team);
      const escalationId = escalation.id;
      const decisions = leads.map((lead) => {
        const decision = random.pick(DECISIONS);
        return {
          lead,
          decision,
          act: () => give(askingAs(lead), 'escalation:decide', { escalationId, decision, ...SAYS[decision] }),
        };
      });
      const others = [
        () => give(askingAs(leads[0] ?? anna), 'escalation:review', { escalationId }),
        () => give(askingAs(leads[1] ?? anna), 'escalation:reassign', { escalationId, reviewerId: leads[2]?.id ?? '' }),
        () => tellOverdue(deps),
        ...(round % 3 === 0 ? [() => give(askingAs(anna), 'escalation:withdraw', { escalationId })] : []),
      ];
      const acts = random.shuffle([
        ...decisions.map((one, n) => ({ n, act: one.act })),
        ...others.map((act) => ({ n: -1, act })),
      ]);
      const answers = await Promise.all(acts.map(async ({ n, act }) => ({ n, answer: await act() })));
      const row = await db
        .selectFrom('escalation')
        .selectAll()
        .where('id', '=', escalationId)
        .executeTakeFirstOrThrow();
      const decided = answers.flatMap(({ n, answer }) => {
        const by = decisions[n];
        return by === undefined || typeof answer === 'number' ? [] : [{ ...by, answer }];
      });
      const winners = decided.filter(({ answer }) => answer.ok);
      const [winner] = winners;
      if (row.state === 'withdrawn') expect(winners).toEqual([]);
      else {
        expect(winners).toHaveLength(1);
        expect(row).toMatchObject({
          state: STATES[winner?.decision ?? 'approve'],
          decision: winner?.decision,
          decided_by: winner?.lead.id,
        });
      }
      const by = row.state === 'withdrawn' ? anna.name : winner?.lead.name;
      for (const { answer } of decided.filter(({ answer: one }) => !one.ok)) {
        expect(refusalOf(answer, 'escalation_decided').details).toEqual({ by, escalation: row.state });
      }
      const steps = await stepsOf(db, escalationId);
      expect(
        steps.filter((step) => (Object.values(STATES) as string[]).includes(step) || step === 'withdrawn'),
      ).toEqual([row.state]);
      await expectOneOwner(db, conversationId);
      await expectNoGaps(db, customer.id);
      const { rows } = await sql<{ owner: string; epoch: number }>`
      select owner_agent_id as owner, epoch from conversation where id = ${conversationId}`.execute(db);
      const isTaken = row.state === 'taken_over';
      expect(rows[0]).toEqual({ owner: isTaken ? winner?.lead.id : anna.id, epoch: isTaken ? 2 : 1 });
      won.set(row.state, (won.get(row.state) ?? 0) + 1);
    }
    // A race is a race only if different racers win it.
    expect(won.size).toBeGreaterThanOrEqual(4);
  },
  AT_MOST_MS,
);
