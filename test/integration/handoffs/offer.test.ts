import { describe, expect, it } from 'vitest';
import { handoffQueries } from '#server/domains/handoffs/handoffs.handlers.ts';
import type { Brief } from '#shared/domain/brief.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, otherTeam, agents } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const customer = await makeCustomer(db);
const toSecond = { type: 'agent', id: second.id } as const;
const EMPTY: Brief = { wants: [], done: [], promised: [], next: [], identity: [] };

async function mine(over = {}, channel = 'chat') {
  const { id } = await makeConversation(db, { customer, team, owner: first, over: { channel, ...over } });
  return { conversationId: id, epoch: 1, brief: EMPTY, snapshot: {} };
}

describe('an offer', () => {
  it('[HO1] leaves the sender the owner until it is accepted, with the team’s deadline', async () => {
    const offer = await mine();
    const { handoff } = dataOf(await give(me, 'handoff:offer', { ...offer, to: toSecond, note: '急ぎ' }));
    expect(handoff).toMatchObject({
      state: 'offered',
      from: { id: first.id },
      to: { type: 'agent', id: second.id, name: second.name },
      expiresAt: new Date(deps.clock.now().getTime() + 60_000).toISOString(),
      reason: '急ぎ',
    });
    const row = await db
      .selectFrom('conversation')
      .select(['owner_agent_id', 'epoch'])
      .where('id', '=', offer.conversationId)
      .executeTakeFirst();
    expect(row).toEqual({ owner_agent_id: first.id, epoch: 1 });
  });

  it('[HO1] is one at a time', async () => {
    const offer = await mine();
    dataOf(await give(me, 'handoff:offer', { ...offer, to: toSecond }));
    const toTeam = { type: 'team', id: otherTeam.id } as const;
    refusalOf(await give(me, 'handoff:offer', { ...offer, to: toTeam }), 'handoff_open');
  });

  it('[HO3] carries the brief and the snapshot, masked, and stands on the thread with it', async () => {
    const offer = await mine();
    const item = await makeItem(deps, customer, { conversationId: offer.conversationId });
    const ref = { customerId: customer.id, seq: item.seq };
    const brief = { ...EMPTY, wants: [{ text: '返金 4111 1111 1111 1111', items: [ref] }] };
    const snapshot = { [customer.id]: item.seq };
    const { handoff } = dataOf(await give(me, 'handoff:offer', { ...offer, to: toSecond, brief, snapshot }));
    expect(handoff.snapshot).toEqual(snapshot);
    expect(handoff.brief.wants[0]?.items).toEqual([ref]);
    expect(handoff.brief.wants[0]?.text).not.toContain('4111 1111');
    const knot = await db
      .selectFrom('timeline_item')
      .select('data')
      .where('conversation_id', '=', offer.conversationId)
      .where('kind', '=', 'handoff')
      .executeTakeFirstOrThrow();
    expect(knot.data).toMatchObject({ event: 'offered', handoffId: handoff.id, brief: { wants: [{ items: [ref] }] } });
  });

  it('[HO3] is refused when its brief or snapshot points beyond this thread', async () => {
    const offer = await mine();
    const other = await makeCustomer(db);
    const foreign = { ...EMPTY, next: [{ text: 'x', items: [{ customerId: other.id, seq: 1 }] }] };
    refusalOf(await give(me, 'handoff:offer', { ...offer, to: toSecond, brief: foreign }), 'invalid');
    const ahead = { [customer.id]: 9999 };
    refusalOf(await give(me, 'handoff:offer', { ...offer, to: toSecond, snapshot: ahead }), 'invalid');
  });

  it('is refused to somebody who is not here, to oneself, to an admin and to nobody', async () => {
    const offer = await mine();
    for (const presence of ['signed_out', 'disconnected'] as const) {
      const gone = await makeAgent(db, [team], { presence });
      const refusal = refusalOf(
        await give(me, 'handoff:offer', { ...offer, to: { type: 'agent', id: gone.id } }),
        'receiver_unavailable',
      );
      expect(refusal.details).toEqual({ name: gone.name });
    }
    refusalOf(await give(me, 'handoff:offer', { ...offer, to: { type: 'agent', id: first.id } }), 'invalid');
    const admin = await makeAgent(db, [], { role: 'admin' });
    refusalOf(await give(me, 'handoff:offer', { ...offer, to: { type: 'agent', id: admin.id } }), 'not_found');
    refusalOf(await give(me, 'handoff:offer', { ...offer, to: { type: 'team', id: first.id } }), 'not_found');
  });

  it('[CV1] is the owner’s to make, of what is not resolved', async () => {
    const offer = await mine();
    refusalOf(await give(askingAs(second), 'handoff:offer', { ...offer, to: toSecond }), 'not_owner');
    const resolved = await mine({ status: 'resolved' });
    refusalOf(await give(me, 'handoff:offer', { ...resolved, to: toSecond }), 'wrong_state');
  });

  it('tells the thread, both inboxes, and for a team its board', async () => {
    const offer = await mine();
    deps.changes.length = 0;
    const { handoff } = dataOf(await give(me, 'handoff:offer', { ...offer, to: toSecond }));
    const told = deps.changes.map((change) =>
      change.to === 'topic' ? [change.topic, change.event.type] : [change.to],
    );
    expect(told).toEqual([
      [`customer:${customer.id}`, 'item_added'],
      [`customer:${customer.id}`, 'handoff_changed'],
      ...[first.id, second.id].sort().map((id) => [`inbox:${id}`, 'offer_changed']),
    ]);
    dataOf(await give(me, 'handoff:withdraw', { handoffId: handoff.id }));
    deps.changes.length = 0;
    const toTeam = dataOf(await give(me, 'handoff:offer', { ...offer, to: { type: 'team', id: otherTeam.id } }));
    expect(deps.changes).toContainEqual({ to: 'team', teamId: otherTeam.id, handoffId: toTeam.handoff.id });
  });
});

describe('a channel that does not wait', () => {
  it('[HO1] gives it to an agent at once', async () => {
    const offer = await mine({}, 'email');
    const { handoff } = dataOf(await give(me, 'handoff:offer', { ...offer, to: toSecond }));
    expect(handoff).toMatchObject({ state: 'completed', acceptedBy: { id: second.id } });
    const row = await db
      .selectFrom('conversation')
      .select(['owner_agent_id', 'epoch'])
      .where('id', '=', offer.conversationId)
      .executeTakeFirst();
    expect(row).toEqual({ owner_agent_id: second.id, epoch: 2 });
    await expectOneOwner(db, offer.conversationId);
  });

  it('[HO1] puts it into a team’s queue at once; it counts for that team from then on', async () => {
    const offer = await mine({}, 'email');
    dataOf(await give(me, 'handoff:offer', { ...offer, to: { type: 'team', id: otherTeam.id } }));
    const row = await db
      .selectFrom('conversation')
      .select(['owner_team_id', 'team_id'])
      .where('id', '=', offer.conversationId)
      .executeTakeFirst();
    expect(row).toEqual({ owner_team_id: otherTeam.id, team_id: otherTeam.id });
    expect(deps.changes).toContainEqual({ to: 'team', teamId: team.id, conversationId: offer.conversationId });
    await expectOneOwner(db, offer.conversationId);
  });
});

describe('the drafted brief', () => {
  it('[HO3] points at what the owner can read of the thread, with the snapshot it was made on', async () => {
    const newcomer = await makeCustomer(db);
    const { id } = await makeConversation(db, { customer: newcomer, team, owner: first });
    const asked = await makeItem(deps, newcomer, {
      conversationId: id,
      data: { text: '箱が潰れています。交換できますか？' },
    });
    const dueAt = new Date(deps.clock.now().getTime() + 60_000).toISOString();
    dataOf(await give(me, 'commitment:make', { conversationId: id, epoch: 1, text: '18時までに返答', dueAt }));
    const drafted = await handoffQueries['handoff.draft-brief'](deps, me, { conversationId: id });
    expect(drafted.snapshot).toEqual({ [newcomer.id]: 2 });
    expect(drafted.brief.wants).toEqual([
      { text: '交換できますか？', items: [{ customerId: newcomer.id, seq: asked.seq }] },
    ]);
    const [line] = drafted.brief.promised;
    expect(drafted.brief.promised).toHaveLength(1);
    expect(line).toMatchObject({ items: [{ customerId: newcomer.id, seq: 2 }] });
    expect(line?.text).toMatch(/: 18時までに返答$/);
  });

  it('[PR5] is for the owner', async () => {
    const offer = await mine();
    const asked = handoffQueries['handoff.draft-brief'](deps, askingAs(second), offer);
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });
});
