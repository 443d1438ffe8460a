import { describe, expect, it } from 'vitest';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, agents, categories, outcomes } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const customer = await makeCustomer(db);
const inSeconds = (seconds: number) => new Date(deps.clock.now().getTime() + seconds * 1000).toISOString();

async function mine() {
  const { id } = await makeConversation(db, { customer, team, owner: first });
  return { conversationId: id, epoch: 1 };
}

describe('a promise to the customer', () => {
  it('is made by the owner with a due time ahead, stands on the thread and tells the inbox', async () => {
    const at = await mine();
    deps.changes.length = 0;
    const dueAt = inSeconds(3600);
    const { commitment } = dataOf(await give(me, 'commitment:make', { ...at, text: '17時までにお電話します', dueAt }));
    expect(commitment).toMatchObject({
      state: 'open',
      dueAt,
      conversationId: at.conversationId,
      customerId: customer.id,
    });
    const item = deps.changes.find((change) => change.to === 'topic' && change.item?.kind === 'commitment');
    expect(item).toMatchObject({
      item: { visibility: 'internal', data: { event: 'made', commitmentId: commitment.id } },
    });
    expect(deps.changes).toContainEqual(expect.objectContaining({ topic: `inbox:${first.id}` }));
  });

  it('is refused with a due time that is over, and to who does not own the conversation', async () => {
    const at = await mine();
    refusalOf(await give(me, 'commitment:make', { ...at, text: 'x', dueAt: inSeconds(0) }), 'invalid');
    const other = await give(askingAs(second), 'commitment:make', { ...at, text: 'x', dueAt: inSeconds(60) });
    refusalOf(other, 'not_owner');
  });

  it('is kept or cancelled once, also after the conversation was resolved', async () => {
    const at = await mine();
    const wish = { ...at, text: '返金のご連絡', dueAt: inSeconds(3600) };
    const { commitment } = dataOf(await give(me, 'commitment:make', wish));
    dataOf(await give(me, 'conversation:resolve', { ...at, categoryId: categories[2], outcome: outcomes[0] }));
    const settle = { ...at, commitmentId: commitment.id };
    const kept = dataOf(await give(me, 'commitment:settle', { ...settle, state: 'kept' }));
    expect(kept.commitment.state).toBe('kept');
    const again = await give(me, 'commitment:settle', { ...settle, state: 'cancelled' });
    expect(refusalOf(again, 'wrong_state').details).toEqual({ state: 'kept' });
  });

  it('of another conversation is not found', async () => {
    const at = await mine();
    const { commitment } = dataOf(await give(me, 'commitment:make', { ...at, text: 'x', dueAt: inSeconds(60) }));
    const elsewhere = await mine();
    const wrong = { ...elsewhere, commitmentId: commitment.id, state: 'kept' } as const;
    refusalOf(await give(me, 'commitment:settle', wrong), 'not_found');
  });
});
