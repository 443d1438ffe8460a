import { describe, expect, it } from 'vitest';
import { settleOverdueCalls } from '#server/domains/calls/overdue.service.ts';
import type { Call } from '#shared/domain/call.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { agents, team } = await seedWorkspace(db);
const [anna, ben] = agents;
const line = await makeLine(db, deps, { logins: [anna.login, ben.login] });
let calls = 0;

const report = async (agent: MadeAgent, callId: string, event: 'answered' | 'ended') =>
  dataOf(await give(askingAs(agent), 'call:report', { callId, event })).call;

/** A call of a customer of their own, that anna holds together with its conversation. */
async function heldByAnna(): Promise<Call & { conversationId: string }> {
  const from = `090${String(++calls).padStart(8, '1')}`;
  const rings = { connectionId: line.id, sipCallId: `call-${calls}`, from, to: '0312345678' };
  const { call } = dataOf(await give(askingAs(anna), 'call:ring', rings));
  dataOf(await give(askingAs(anna), 'call:answer', { callId: call.id }));
  const held = await report(anna, call.id, 'answered');
  return { ...held, conversationId: held.conversationId ?? '' };
}

const transfer = (callId: string, step: 'blind' | 'consult') =>
  give(askingAs(anna), 'call:transfer', { callId, step, to: { agentId: ben.id } });

async function ringsAtBen(call: Call) {
  const rings = { connectionId: line.id, sipCallId: `to-ben-${call.id}`, from: null, to: null, callRef: call.id };
  dataOf(await give(askingAs(ben), 'call:ring', { ...rings, to: '0312345678' }));
}

async function handoffsOf(conversationId: string) {
  await expectOneOwner(db, conversationId);
  const c = await db.selectFrom('conversation').selectAll().where('id', '=', conversationId).executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('handoff')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('offered_at')
    .execute();
  return {
    owner: c.owner_agent_id,
    epoch: Number(c.epoch),
    handoffs: rows.map(({ kind, state, stage }) => [kind, state, stage]),
    briefs: rows.map(({ brief }) => Object.keys(brief as object).toSorted()),
  };
}

const BRIEF_PARTS = ['done', 'identity', 'next', 'promised', 'wants'];

describe('[HO5] giving a call to a colleague', () => {
  it('asking them first is a warm handoff with a drafted brief: they join, talk, and it is passed with the call', async () => {
    const call = await heldByAnna();
    const { epoch } = await handoffsOf(call.conversationId);
    dataOf(await transfer(call.id, 'consult'));
    expect(await handoffsOf(call.conversationId)).toMatchObject({
      owner: anna.id,
      handoffs: [['warm', 'offered', null]],
      briefs: [BRIEF_PARTS],
    });
    await ringsAtBen(call);
    await report(ben, call.id, 'answered');
    const talking = { owner: anna.id, epoch, handoffs: [['warm', 'accepted', 'talking']] };
    expect(await handoffsOf(call.conversationId)).toMatchObject(talking);
    dataOf(await give(askingAs(anna), 'call:transfer', { callId: call.id, step: 'complete' }));
    const passed = { owner: ben.id, epoch: epoch + 1, handoffs: [['warm', 'completed', null]] };
    expect(await handoffsOf(call.conversationId)).toMatchObject(passed);
    await report(ben, call.id, 'ended');
    await expectNoGaps(db, call.customerId);
  });

  it('dropping it keeps the conversation, and the handoff is withdrawn', async () => {
    const call = await heldByAnna();
    dataOf(await transfer(call.id, 'consult'));
    await ringsAtBen(call);
    await report(ben, call.id, 'answered');
    dataOf(await give(askingAs(anna), 'call:transfer', { callId: call.id, step: 'drop' }));
    expect(await handoffsOf(call.conversationId)).toMatchObject({
      owner: anna.id,
      handoffs: [['warm', 'withdrawn', null]],
    });
    await report(anna, call.id, 'ended');
  });

  it('a colleague who would not take it declines the handoff', async () => {
    const call = await heldByAnna();
    dataOf(await transfer(call.id, 'consult'));
    await ringsAtBen(call);
    dataOf(await give(askingAs(ben), 'call:decline', { callId: call.id }));
    expect(await handoffsOf(call.conversationId)).toMatchObject({
      owner: anna.id,
      handoffs: [['warm', 'declined', null]],
    });
    await report(anna, call.id, 'ended');
  });

  it('given at once it is a cold one, complete when the colleague is heard', async () => {
    const call = await heldByAnna();
    const { epoch } = await handoffsOf(call.conversationId);
    dataOf(await transfer(call.id, 'blind'));
    await report(anna, call.id, 'ended');
    await ringsAtBen(call);
    expect(await handoffsOf(call.conversationId)).toMatchObject({
      owner: anna.id,
      handoffs: [['cold', 'offered', null]],
    });
    dataOf(await give(askingAs(ben), 'call:answer', { callId: call.id }));
    await report(ben, call.id, 'answered');
    const done = { owner: ben.id, epoch: epoch + 1, handoffs: [['cold', 'completed', null]], briefs: [BRIEF_PARTS] };
    expect(await handoffsOf(call.conversationId)).toMatchObject(done);
    await report(ben, call.id, 'ended');
  });

  it('and nobody took it: the handoff expires with the ringing', async () => {
    const call = await heldByAnna();
    dataOf(await transfer(call.id, 'blind'));
    await report(anna, call.id, 'ended');
    deps.clock.advance(61_000);
    await settleOverdueCalls(deps);
    expect(await handoffsOf(call.conversationId)).toMatchObject({
      owner: anna.id,
      handoffs: [['cold', 'expired', null]],
    });
  });

  it('a customer who hangs up while they are asked leaves nothing open', async () => {
    const call = await heldByAnna();
    dataOf(await transfer(call.id, 'consult'));
    await report(anna, call.id, 'ended');
    expect(await handoffsOf(call.conversationId)).toMatchObject({
      owner: anna.id,
      handoffs: [['warm', 'withdrawn', null]],
    });
  });
});

describe('[HO4] asking a customer onto the telephone', () => {
  it('is complete with the call that is answered and not with the one that rings; in vain they are where they were', async () => {
    const sender = await makeAgent(db, [team]);
    const number = '+819033330001';
    const customer = await makeCustomer(db, [{ kind: 'phone', value: number }]);
    const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender });
    const to = { type: 'agent', id: ben.id } as const;
    const crossing = { channel: 'phone', way: 'callback' } as const;
    const brief = { wants: [], done: [], promised: [], next: [], identity: [] };
    const offer = { conversationId, epoch: 1, to, brief, snapshot: {}, crossing };
    const { handoff } = dataOf(await give(askingAs(sender), 'handoff:offer', offer));
    dataOf(await give(askingAs(ben), 'handoff:accept', { handoffId: handoff.id }));
    const point = customer.contactPoints[0]?.id ?? '';
    const place = { to: { contactPointId: point, customerId: customer.id }, conversationId };
    const vain = dataOf(await give(askingAs(ben), 'call:place', place)).call;
    dataOf(await give(askingAs(ben), 'call:report', { callId: vain.id, event: 'ended', by: 'them' }));
    const channelNow = async () =>
      (await db.selectFrom('conversation').select('channel').where('id', '=', conversationId).executeTakeFirstOrThrow())
        .channel;
    expect(await channelNow()).toBe('chat');
    expect((await handoffsOf(conversationId)).handoffs).toEqual([['cold', 'accepted', 'crossing']]);
    const { call } = dataOf(await give(askingAs(ben), 'call:place', place));
    expect(await handoffsOf(conversationId)).toMatchObject({ owner: sender.id, epoch: 1 });
    await report(ben, call.id, 'answered');
    const done = { owner: ben.id, epoch: 2, handoffs: [['cold', 'completed', null]] };
    expect(await handoffsOf(conversationId)).toMatchObject(done);
    expect(await channelNow()).toBe('phone');
    await report(ben, call.id, 'ended');
    expect(await channelNow()).toBe('phone');
  });
});
