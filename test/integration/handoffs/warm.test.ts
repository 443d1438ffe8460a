import { describe, expect, it } from 'vitest';
import { expireDueOffers, onAgentGone } from '#server/domains/handoffs/expiry.service.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { threadPage } from '#server/domains/timeline/page.service.ts';
import { TALK_MINUTES } from '#shared/domain/handoff.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
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
const [, second] = agents;
const receiver = askingAs(second);
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

async function talking(channel: 'chat' | 'email' = 'chat') {
  const sender = await makeAgent(db, [team]);
  const me = askingAs(sender);
  const customer = await makeCustomer(db);
  const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender, over: { channel } });
  const to = { type: 'agent', id: second.id } as const;
  const offer = { conversationId, epoch: 1, to, brief: BRIEF, snapshot: {}, kind: 'warm' as const };
  const { handoff } = dataOf(await give(me, 'handoff:offer', offer));
  if (handoff.state === 'offered') dataOf(await give(receiver, 'handoff:accept', { handoffId: handoff.id }));
  deps.changes.length = 0;
  return { sender, me, customer, conversationId, handoffId: handoff.id };
}

async function stored(conversationId: string, handoffId: string) {
  await expectOneOwner(db, conversationId);
  const c = await db.selectFrom('conversation').selectAll().where('id', '=', conversationId).executeTakeFirstOrThrow();
  const h = await db.selectFrom('handoff').selectAll().where('id', '=', handoffId).executeTakeFirstOrThrow();
  return {
    owner: c.owner_agent_id ?? c.owner_team_id,
    epoch: Number(c.epoch),
    state: h.state,
    stage: h.stage,
    reason: h.reason,
  };
}

describe('[HO5] a private talk beside the thread', () => {
  it('[TL5] is for the two and the leads of their team; everybody else sees that something is there, and it can not leave', async () => {
    const { me, handoffId, customer } = await talking();
    const said = dataOf(await give(me, 'handoff:talk', { handoffId, text: 'she is upset' })).item;
    dataOf(await give(receiver, 'handoff:talk', { handoffId, text: 'I see' }));
    if (isHidden(said)) throw new Error('its author reads it');
    expect(said).toMatchObject({ kind: 'note', visibility: 'private', data: { handoffId, text: 'she is upset' } });
    expect(() => assertMayLeave(said)).toThrow(expect.objectContaining({ code: 'internal_item' }));
    const ask = { customerId: customer.id, members: [customer.id], from: { at: 'newest' }, limit: 50 } as const;
    const wordsFor = async (agent: Parameters<typeof askingAs>[0]) =>
      JSON.stringify((await threadPage(deps, askingAs(agent).actor, ask)).items);
    const stranger = await makeAgent(db, [team]);
    const otherLead = await makeAgent(db, [otherTeam], { role: 'lead' });
    expect(await wordsFor(second)).toContain('she is upset');
    expect(await wordsFor(lead)).toContain('she is upset');
    for (const one of [stranger, otherLead]) expect(await wordsFor(one)).not.toMatch(/upset|I see/);
  });

  it('leaves the sender the owner; only they pass it, and by that it is the colleague’s', async () => {
    const { me, sender, conversationId, handoffId } = await talking();
    expect(await stored(conversationId, handoffId)).toMatchObject({ owner: sender.id, epoch: 1, stage: 'talking' });
    refusalOf(await give(receiver, 'handoff:pass', { handoffId }), 'forbidden');
    const passed = dataOf(await give(me, 'handoff:pass', { handoffId }));
    expect(passed).toMatchObject({
      handoff: { state: 'completed' },
      conversation: { owner: { id: second.id }, epoch: 2 },
    });
    expect((await stored(conversationId, handoffId)).owner).toBe(second.id);
    refusalOf(await give(me, 'handoff:talk', { handoffId, text: 'x' }), 'handoff_decided');
    refusalOf(await give(me, 'handoff:withdraw', { handoffId }), 'handoff_decided');
  });

  it('is dropped by the sender, and left by the colleague', async () => {
    const dropped = await talking();
    dataOf(await give(dropped.me, 'handoff:withdraw', { handoffId: dropped.handoffId }));
    expect(await stored(dropped.conversationId, dropped.handoffId)).toMatchObject({
      owner: dropped.sender.id,
      state: 'withdrawn',
    });
    const left = await talking();
    dataOf(await give(receiver, 'handoff:decline', { handoffId: left.handoffId, reason: 'not_my_field' }));
    expect(await stored(left.conversationId, left.handoffId)).toMatchObject({
      owner: left.sender.id,
      state: 'declined',
    });
  });

  it('outlives the deadline of its offer, and not its own: nothing hangs for ever', async () => {
    const { sender, conversationId, handoffId } = await talking();
    deps.clock.advance(10 * 60_000);
    await expireDueOffers(deps);
    expect(await stored(conversationId, handoffId)).toMatchObject({ stage: 'talking' });
    deps.clock.advance(TALK_MINUTES * 60_000);
    await expireDueOffers(deps);
    expect(await stored(conversationId, handoffId)).toMatchObject({ owner: sender.id, state: 'expired', stage: null });
  });

  it('[HO2] ends when the colleague goes away', async () => {
    const { sender, conversationId, handoffId } = await talking();
    await onAgentGone(deps, second.id);
    const ended = { owner: sender.id, state: 'expired', reason: 'receiver_gone' };
    expect(await stored(conversationId, handoffId)).toMatchObject(ended);
  });

  it('[HO1] begins at once where nobody waits, for one colleague; a team’s member has to come in first', async () => {
    const { conversationId, handoffId } = await talking('email');
    expect(await stored(conversationId, handoffId)).toMatchObject({ state: 'accepted', stage: 'talking' });
    const sender = await makeAgent(db, [team]);
    const customer = await makeCustomer(db);
    const mail = await makeConversation(db, { customer, team, owner: sender, over: { channel: 'email' } });
    const to = { type: 'team', id: otherTeam.id } as const;
    const offer = { conversationId: mail.id, epoch: 1, to, brief: BRIEF, snapshot: {}, kind: 'warm' as const };
    const { handoff } = dataOf(await give(askingAs(sender), 'handoff:offer', offer));
    expect(await stored(mail.id, handoff.id)).toMatchObject({ owner: sender.id, state: 'offered' });
  });

  it('does not begin before somebody has come in', async () => {
    const sender = await makeAgent(db, [team]);
    const me = askingAs(sender);
    const customer = await makeCustomer(db);
    const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender });
    const to = { type: 'agent', id: second.id } as const;
    const offer = { conversationId, epoch: 1, to, brief: BRIEF, snapshot: {}, kind: 'warm' as const };
    const { handoff } = dataOf(await give(me, 'handoff:offer', offer));
    refusalOf(await give(me, 'handoff:talk', { handoffId: handoff.id, text: 'hello?' }), 'wrong_state');
    refusalOf(await give(me, 'handoff:pass', { handoffId: handoff.id }), 'handoff_decided');
  });
});
