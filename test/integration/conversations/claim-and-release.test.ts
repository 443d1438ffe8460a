import { describe, expect, it } from 'vitest';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, otherTeam, agents, lead } = await seedWorkspace(db);
const [first, second] = agents;
const stranger = await makeAgent(db, [otherTeam]);
const customer = await makeCustomer(db);
const queued = () => makeConversation(db, { customer, team });

describe('claiming', () => {
  it('[CV1] gives the conversation to the claimer at the next epoch, with an item that says so', async () => {
    const { id } = await queued();
    const { conversation } = dataOf(
      await give(askingAs(first), 'conversation:claim', { conversationId: id, epoch: 1 }),
    );
    expect(conversation).toMatchObject({ owner: { type: 'agent', id: first.id }, epoch: 2 });
    const item = await db
      .selectFrom('timeline_item')
      .select(['kind', 'visibility', 'data'])
      .where('conversation_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(item).toMatchObject({
      kind: 'system',
      visibility: 'internal',
      data: { event: 'owner_changed', from: { type: 'team', id: team.id }, to: { id: first.id }, reason: 'claimed' },
    });
    await expectOneOwner(db, id);
  });

  it('[CV2] tells who comes second who was first', async () => {
    const { id } = await queued();
    dataOf(await give(askingAs(first), 'conversation:claim', { conversationId: id, epoch: 1 }));
    const late = await give(askingAs(second), 'conversation:claim', { conversationId: id, epoch: 1 });
    const refusal = refusalOf(late, 'already_claimed');
    expect(refusal.details).toEqual({ owner: first.name, ownerId: first.id, epoch: 2 });
    expect(refusal.message).toContain(first.name);
  });

  it('gives it again to who owns it already, without another epoch', async () => {
    const { id } = await queued();
    dataOf(await give(askingAs(first), 'conversation:claim', { conversationId: id, epoch: 1 }));
    const again = dataOf(await give(askingAs(first), 'conversation:claim', { conversationId: id, epoch: 1 }));
    expect(again.conversation.epoch).toBe(2);
  });

  it('[PR5] is for members of the team, and for any lead', async () => {
    const { id } = await queued();
    refusalOf(await give(askingAs(stranger), 'conversation:claim', { conversationId: id, epoch: 1 }), 'forbidden');
    const elsewhere = await makeConversation(db, { customer, team: otherTeam });
    const byLead = askingAs({ ...lead, teamIds: [] });
    dataOf(await give(byLead, 'conversation:claim', { conversationId: elsewhere.id, epoch: 1 }));
  });

  it('refuses a resolved conversation and an epoch that is over', async () => {
    const done = await makeConversation(db, { customer, team, over: { status: 'resolved' } });
    refusalOf(await give(askingAs(first), 'conversation:claim', { conversationId: done.id, epoch: 1 }), 'wrong_state');
    const { id } = await queued();
    dataOf(await give(askingAs(first), 'conversation:claim', { conversationId: id, epoch: 1 }));
    dataOf(await give(askingAs(first), 'conversation:release', { conversationId: id, epoch: 2 }));
    refusalOf(await give(askingAs(second), 'conversation:claim', { conversationId: id, epoch: 1 }), 'not_owner');
  });
});

describe('releasing', () => {
  it('[CV1] puts it into the team’s queue and tells the former owner’s inbox and the team', async () => {
    const { id } = await makeConversation(db, { customer, team, owner: first });
    deps.changes.length = 0;
    const { conversation } = dataOf(
      await give(askingAs(first), 'conversation:release', { conversationId: id, epoch: 1 }),
    );
    expect(conversation).toMatchObject({ owner: { type: 'team', id: team.id }, epoch: 2 });
    const topics = deps.changes.map((change) =>
      change.to === 'topic' ? `${change.topic} ${change.event.type}` : change.to,
    );
    expect(topics).toEqual([
      `customer:${customer.id} item_added`,
      'team',
      `customer:${customer.id} conversation_changed`,
      `inbox:${first.id} rows_changed`,
    ]);
  });

  it('[CV1] is refused to who does not own it now, with who does', async () => {
    const { id } = await makeConversation(db, { customer, team, owner: first });
    const refusal = refusalOf(
      await give(askingAs(second), 'conversation:release', { conversationId: id, epoch: 1 }),
      'not_owner',
    );
    expect(refusal.details).toMatchObject({ owner: first.name, epoch: 1 });
    refusalOf(await give(askingAs(first), 'conversation:release', { conversationId: id, epoch: 7 }), 'not_owner');
  });
});
