import { describe, expect, it } from 'vitest';
import { giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';

const CLAIMERS = 20;
const ROUNDS = 300;
/** Six thousand transactions, on a machine that may be busy with other suites. */
const AT_MOST_MS = 400_000;

const database = await testDatabase({ max: CLAIMERS + 4 });
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);

describe('claiming', () => {
  it(
    `[CV2] ${CLAIMERS} agents claim one conversation, ${ROUNDS} rounds: one owner each, the others told who`,
    async () => {
      const { team } = await seedWorkspace(db);
      const agents = await Promise.all(Array.from({ length: CLAIMERS }, () => makeAgent(db, [team])));
      const customer = await makeCustomer(db);
      for (let round = 0; round < ROUNDS; round++) {
        const { id } = await makeConversation(db, { customer, team });
        const answers = await Promise.all(
          agents.map((agent) => give(askingAs(agent), 'conversation:claim', { conversationId: id, epoch: 1 })),
        );
        const winners = agents.filter((_, i) => answers[i]?.ok === true);
        expect(winners).toHaveLength(1);
        const [winner] = winners;
        for (const answer of answers) {
          if (answer.ok) expect(answer.data.conversation).toMatchObject({ owner: { id: winner?.id }, epoch: 2 });
          else {
            expect(answer.error.code).toBe('already_claimed');
            expect(answer.error.details).toMatchObject({ owner: winner?.name, ownerId: winner?.id, epoch: 2 });
          }
        }
        await expectOneOwner(db, id);
      }
      await expectNoGaps(db, customer.id);
      // [CV2] everyone who follows the queue or an inbox is told of each outcome once.
      const told = deps.changes.filter((change) => change.to === 'topic' && change.event.type === 'rows_changed');
      expect(told).toHaveLength(ROUNDS);
    },
    AT_MOST_MS,
  );
});
