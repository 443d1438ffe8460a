import { describe, expect, it } from 'vitest';
import { asConversation, findConversation, setOwner } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked, handOwnerOver } from '#server/domains/conversations/ownership.service.ts';
import { expireDueOffers, onAgentGone } from '#server/domains/handoffs/expiry.service.ts';
import { completed, handoffLocked, moved } from '#server/domains/handoffs/handoff-locked.service.ts';
import { asHandoff } from '#server/domains/handoffs/handoff-view.ts';
import { handoffsById } from '#server/domains/handoffs/handoffs.repository.ts';
import { inWork } from '#server/work.ts';
import type { Presence } from '#shared/domain/people.ts';
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
const { team, otherTeam, agents, lead, categories, outcomes } = await seedWorkspace(db);
const [, second] = agents;
const receiver = askingAs(second);
const technician = await makeAgent(db, [otherTeam]);
const customer = await makeCustomer(db);
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

/** An offer by somebody of their own, so that no test minds another's presence. */
async function offered(to: { type: 'agent' | 'team'; id: string } = second) {
  const sender = await makeAgent(db, [team]);
  const me = askingAs(sender);
  const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender });
  const fenced = { conversationId, epoch: 1 };
  const offer = { ...fenced, to: { type: to.type, id: to.id }, brief: BRIEF, snapshot: {} };
  const { handoff } = dataOf(await give(me, 'handoff:offer', offer));
  deps.changes.length = 0;
  return { sender, me, fenced, handoffId: handoff.id };
}

async function ownerOf(conversationId: string) {
  await expectOneOwner(db, conversationId);
  const row = await db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return row.owner_agent_id ?? row.owner_team_id;
}
const stateOf = async (id: string) =>
  (await db.selectFrom('handoff').select(['state', 'reason']).where('id', '=', id).executeTakeFirstOrThrow()) as {
    state: string;
    reason: string | null;
  };
const setPresence = (id: string, presence: Presence) =>
  db.updateTable('agent').set({ presence }).where('id', '=', id).execute();

describe('accepting', () => {
  it('[HO4] completes it on the same channel: the receiver owns, the knot is on the thread', async () => {
    const { handoffId, fenced, sender } = await offered();
    const { handoff, conversation } = dataOf(await give(receiver, 'handoff:accept', { handoffId }));
    expect(handoff).toMatchObject({ state: 'completed', acceptedBy: { id: second.id } });
    expect(conversation).toMatchObject({ owner: { id: second.id }, epoch: 2 });
    const knot = deps.changes.find((change) => change.to === 'topic' && change.item?.kind === 'handoff');
    expect(knot).toMatchObject({
      item: { data: { event: 'completed', from: { id: sender.id }, acceptedBy: { id: second.id }, brief: BRIEF } },
    });
    expect(await ownerOf(fenced.conversationId)).toBe(second.id);
  });

  it('[HO4] answers with both as they are stored, offered to a person or to a team', async () => {
    const ways = [
      { to: second, by: receiver },
      { to: otherTeam, by: askingAs(technician) },
    ];
    for (const { to, by } of ways) {
      const { handoffId, fenced } = await offered(to);
      const { handoff, conversation } = dataOf(await give(by, 'handoff:accept', { handoffId }));
      const [stored] = await handoffsById(db, [handoffId]);
      const held = await findConversation(db, fenced.conversationId);
      expect(stored && asHandoff(stored)).toEqual(handoff);
      expect(held && asConversation(held)).toEqual(conversation);
      expect(held?.lastOwnerAgentId).toBe(handoff.from.id);
    }
  });

  it('[CV1] [HO2] is undone whole when what was read under the lock is no longer so', async () => {
    const { handoffId, fenced, sender } = await offered();
    const stale = inWork(deps, async (work) => {
      const locked = await conversationLocked(work, fenced.conversationId);
      await setOwner(work, locked, { type: 'agent', id: technician.id }, 'assigned');
      await handOwnerOver(work, locked, {
        to: { type: 'agent', id: second.id, name: second.name },
        change: 'handed_off',
        by: null,
      });
    });
    await expect(stale).rejects.toThrow('null value in column "epoch"');
    expect(await ownerOf(fenced.conversationId)).toBe(sender.id);

    const late = inWork(deps, async (work) => {
      const found = await handoffLocked(work, handoffId);
      await moved(work, found, 'decline');
      await completed(work, found, 'accept', { id: second.id, name: second.name });
    });
    await expect(late).rejects.toThrow('division by zero');
    expect(await stateOf(handoffId)).toMatchObject({ state: 'offered' });
  });

  it('[HO2] tells who comes late what was decided', async () => {
    const { handoffId, me } = await offered();
    dataOf(await give(receiver, 'handoff:accept', { handoffId }));
    const late = await give(me, 'handoff:withdraw', { handoffId });
    expect(refusalOf(late, 'handoff_decided').details).toEqual({ state: 'completed' });
  });

  it('[CV1] takes the conversation from the sender: their epoch is over', async () => {
    const { handoffId, me, fenced } = await offered();
    dataOf(await give(receiver, 'handoff:accept', { handoffId }));
    refusalOf(await give(me, 'message:send', { ...fenced, text: 'x', seen: {} }), 'not_owner');
  });

  it('[PR5] is for the receiver alone', async () => {
    const { handoffId, me } = await offered();
    refusalOf(await give(askingAs(technician), 'handoff:accept', { handoffId }), 'forbidden');
    refusalOf(await give(me, 'handoff:accept', { handoffId }), 'forbidden');
    refusalOf(await give(askingAs(lead), 'handoff:accept', { handoffId }), 'forbidden');
  });

  it('[HO1] of an offer to a team is any member’s; it counts for that team from then on', async () => {
    const { handoffId, fenced } = await offered(otherTeam);
    refusalOf(await give(receiver, 'handoff:accept', { handoffId }), 'forbidden');
    const { conversation } = dataOf(await give(askingAs(technician), 'handoff:accept', { handoffId }));
    expect(conversation).toMatchObject({ owner: { id: technician.id }, team: { id: otherTeam.id } });
    expect(deps.changes).toContainEqual({ to: 'team', teamId: team.id, conversationId: fenced.conversationId });
    expect(deps.changes).toContainEqual({ to: 'team', teamId: otherTeam.id, handoffId });
  });
});

describe('an offer that is not accepted', () => {
  it('[HO2] leaves the sender the owner when declined, with the reason for everyone', async () => {
    const { handoffId, fenced, sender } = await offered();
    const { handoff } = dataOf(await give(receiver, 'handoff:decline', { handoffId, reason: 'busy', text: '通話中' }));
    expect(handoff).toMatchObject({ state: 'declined', reason: 'busy: 通話中' });
    expect(await ownerOf(fenced.conversationId)).toBe(sender.id);
    const told = deps.changes.flatMap((change) =>
      change.to === 'topic' ? [`${change.topic} ${change.event.type}`] : [],
    );
    expect(told).toContain(`inbox:${sender.id} offer_changed`);
    expect(told).toContain(`inbox:${second.id} offer_changed`);
    expect(told).toContain(`customer:${customer.id} handoff_changed`);
  });

  it('to a team is declined by a lead of it, not by one member for all', async () => {
    const { handoffId } = await offered(otherTeam);
    refusalOf(await give(askingAs(technician), 'handoff:decline', { handoffId, reason: 'busy' }), 'forbidden');
    dataOf(await give(askingAs(lead), 'handoff:decline', { handoffId, reason: 'not_my_field' }));
  });

  it('[HO2] expires at its deadline and not before', async () => {
    const { handoffId, fenced, sender } = await offered();
    deps.clock.advance(59_000);
    await expireDueOffers(deps);
    expect((await stateOf(handoffId)).state).toBe('offered');
    deps.clock.advance(1_000);
    await expireDueOffers(deps);
    expect(await stateOf(handoffId)).toEqual({ state: 'expired', reason: null });
    expect(await ownerOf(fenced.conversationId)).toBe(sender.id);
  });

  it('[HO2] expires with `receiver_gone` when the receiver goes away', async () => {
    const { handoffId, fenced, sender } = await offered(technician);
    await onAgentGone(deps, technician.id);
    expect(await stateOf(handoffId)).toEqual({ state: 'expired', reason: 'receiver_gone' });
    expect(await ownerOf(fenced.conversationId)).toBe(sender.id);
  });

  it('[HO2] goes to the sender’s queue when the sender is gone too, and not before it ends', async () => {
    const { handoffId, fenced, sender } = await offered();
    await setPresence(sender.id, 'disconnected');
    await onAgentGone(deps, sender.id);
    expect(await ownerOf(fenced.conversationId)).toBe(sender.id);
    dataOf(await give(receiver, 'handoff:decline', { handoffId, reason: 'break' }));
    expect(await ownerOf(fenced.conversationId)).toBe(team.id);
  });

  it('is withdrawn by its sender alone', async () => {
    const { handoffId, me, fenced, sender } = await offered();
    refusalOf(await give(receiver, 'handoff:withdraw', { handoffId }), 'forbidden');
    expect(dataOf(await give(me, 'handoff:withdraw', { handoffId })).handoff.state).toBe('withdrawn');
    expect(await ownerOf(fenced.conversationId)).toBe(sender.id);
  });

  it('is withdrawn by a release and by a resolve, for nobody shall accept what is not offered any more', async () => {
    const released = await offered();
    dataOf(await give(released.me, 'conversation:release', released.fenced));
    expect((await stateOf(released.handoffId)).state).toBe('withdrawn');
    const late = await give(receiver, 'handoff:accept', { handoffId: released.handoffId });
    expect(refusalOf(late, 'handoff_decided').details).toEqual({ state: 'withdrawn' });
    const resolved = await offered();
    const wrapUp = { categoryId: categories[2], outcome: outcomes[0] };
    dataOf(await give(resolved.me, 'conversation:resolve', { ...resolved.fenced, ...wrapUp }));
    expect((await stateOf(resolved.handoffId)).state).toBe('withdrawn');
  });

  it('frees the conversation for the next offer', async () => {
    const { handoffId, me, fenced } = await offered();
    dataOf(await give(receiver, 'handoff:decline', { handoffId, reason: 'busy' }));
    const next = { ...fenced, to: { type: 'team', id: otherTeam.id } as const, brief: BRIEF, snapshot: {} };
    dataOf(await give(me, 'handoff:offer', next));
  });
});

describe('returning', () => {
  it('[HO8] gives it back with the reason; the bounce is counted and on the thread', async () => {
    const { handoffId, fenced, sender } = await offered();
    dataOf(await give(receiver, 'handoff:accept', { handoffId }));
    const back = await give(receiver, 'handoff:return', { ...fenced, epoch: 2, reason: '修理の件ではない' });
    const { handoff, conversation } = dataOf(back);
    expect(handoff).toMatchObject({ state: 'completed', returns: handoffId, reason: '修理の件ではない', bounces: 1 });
    expect(conversation).toMatchObject({ owner: { id: sender.id }, epoch: 3, bounces: 1 });
    const item = await db
      .selectFrom('timeline_item')
      .select('data')
      .where('conversation_id', '=', fenced.conversationId)
      .where('kind', '=', 'handoff')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    expect(item.data).toMatchObject({ event: 'returned', bounces: 1, reason: '修理の件ではない' });
    expect(await ownerOf(fenced.conversationId)).toBe(sender.id);
  });

  it('[HO8] goes to the queue when the sender is gone', async () => {
    const { handoffId, fenced, sender } = await offered();
    dataOf(await give(receiver, 'handoff:accept', { handoffId }));
    await setPresence(sender.id, 'signed_out');
    dataOf(await give(receiver, 'handoff:return', { ...fenced, epoch: 2, reason: 'x' }));
    expect(await ownerOf(fenced.conversationId)).toBe(team.id);
  });

  it('is refused to who did not get it by a handoff', async () => {
    const { me, fenced } = await offered();
    refusalOf(await give(me, 'handoff:return', { ...fenced, reason: 'x' }), 'wrong_state');
  });
});
