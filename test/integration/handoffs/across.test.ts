import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { receiveAll } from '#server/domains/conversations/inbound.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { customerCame } from '#server/domains/handoffs/come.service.ts';
import { lapseDueCrossings } from '#server/domains/handoffs/expiry.service.ts';
import { inWork } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Presence } from '#shared/domain/people.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { type MadeCustomer, makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps, expectOneOwner } from '#test/support/ownership-facts.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, agents } = await seedWorkspace(db);
const [, second] = agents;
const receiver = askingAs(second);
const BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };
const TO_STORE = { channel: 'store', way: 'code' } as const;
await db.insertInto('store').values({ id: v7(), code: 'GINZA', name: '銀座店', created_at: new Date() }).execute();

let loyalty = 0;
const customerWithCard = () => makeCustomer(db, [{ kind: 'loyalty', value: `0042-${++loyalty}` }]);

const setPresence = (id: string, presence: Presence) =>
  db.updateTable('agent').set({ presence }).where('id', '=', id).execute();
beforeEach(() => setPresence(second.id, 'ready'));

/** A customer of a chat who was asked into a store, for a colleague or for the sender themselves. */
async function crossing(to: 'colleague' | 'self' = 'colleague') {
  const sender = await makeAgent(db, [team]);
  const me = askingAs(sender);
  const customer = await customerWithCard();
  const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender });
  const id = to === 'self' ? sender.id : second.id;
  const offer = { conversationId, epoch: 1, to: { type: 'agent', id } as const, brief: BRIEF, snapshot: {} };
  const { handoff } = dataOf(await give(me, 'handoff:offer', { ...offer, crossing: TO_STORE }));
  if (to === 'colleague') dataOf(await give(receiver, 'handoff:accept', { handoffId: handoff.id }));
  deps.changes.length = 0;
  return { sender, me, customer, conversationId, handoffId: handoff.id };
}

const come = (conversationId: string, channel: Channel = 'store') =>
  inWork(deps, (work) => customerCame(work, { conversationId, channel, sessionId: null }));

async function now(conversationId: string, handoffId: string) {
  await expectOneOwner(db, conversationId);
  const c = await db.selectFrom('conversation').selectAll().where('id', '=', conversationId).executeTakeFirstOrThrow();
  const h = await db.selectFrom('handoff').selectAll().where('id', '=', handoffId).executeTakeFirstOrThrow();
  const i = await db.selectFrom('invitation').select('state').where('handoff_id', '=', handoffId).execute();
  return {
    owner: c.owner_agent_id ?? c.owner_team_id,
    epoch: Number(c.epoch),
    channel: c.channel,
    state: h.state,
    reason: h.reason,
    invitations: i.map(({ state }) => state),
  };
}

const inStore = ({ id, contactPoints }: MadeCustomer, text: string) => ({
  customerId: id,
  contactPointId: contactPoints[0]?.id ?? null,
  kind: 'message' as const,
  data: { text },
  channel: 'store' as const,
  direction: 'in' as const,
  author: { type: 'customer' as const },
  occurredAt: deps.clock.now(),
});

describe('onto another channel', () => {
  it('[HO1] is to oneself accepted at once; when the customer comes nobody else owns it and no epoch is used up', async () => {
    const { sender, conversationId, handoffId } = await crossing('self');
    expect(await now(conversationId, handoffId)).toMatchObject({
      owner: sender.id,
      state: 'accepted',
      channel: 'chat',
    });
    const came = await come(conversationId);
    expect(came?.handoff).toMatchObject({ state: 'completed', acceptedBy: { id: sender.id } });
    expect(await now(conversationId, handoffId)).toMatchObject({ owner: sender.id, epoch: 1, channel: 'store' });
  });

  it('is to oneself refused on the same channel, as a private talk, and onto the channel it is on', async () => {
    const sender = await makeAgent(db, [team]);
    const customer = await customerWithCard();
    const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender });
    const me = askingAs(sender);
    const to = { type: 'agent', id: sender.id } as const;
    const offer = { conversationId, epoch: 1, to, brief: BRIEF, snapshot: {} };
    refusalOf(await give(me, 'handoff:offer', offer), 'invalid');
    refusalOf(await give(me, 'handoff:offer', { ...offer, kind: 'warm', crossing: TO_STORE }), 'invalid');
    const here = { channel: 'chat', way: 'link' } as const;
    const refused = refusalOf(await give(me, 'handoff:offer', { ...offer, crossing: here }), 'no_way_across');
    expect(refused.details).toEqual({ reason: 'same_channel' });
  });

  it('[HO6] is refused, with nothing changed, when that way does not reach them: at the accept too', async () => {
    const sender = await makeAgent(db, [team]);
    const customer = await customerWithCard();
    const { id: conversationId } = await makeConversation(db, { customer, team, owner: sender });
    const to = { type: 'agent', id: second.id } as const;
    const offer = { conversationId, epoch: 1, to, brief: BRIEF, snapshot: {} };
    const bySms = { channel: 'sms', way: 'message' } as const;
    const { handoff } = dataOf(await give(askingAs(sender), 'handoff:offer', { ...offer, crossing: bySms }));
    refusalOf(await give(receiver, 'handoff:accept', { handoffId: handoff.id }), 'no_way_across');
    expect(await now(conversationId, handoff.id)).toMatchObject({
      owner: sender.id,
      state: 'offered',
      invitations: [],
    });
  });

  it('[HO2] leaves it with the sender when who was to take them has gone, and with the queue when both have', async () => {
    const kept = await crossing();
    await setPresence(second.id, 'disconnected');
    await come(kept.conversationId);
    expect(await now(kept.conversationId, kept.handoffId)).toMatchObject({
      owner: kept.sender.id,
      epoch: 1,
      state: 'expired',
      reason: 'receiver_gone',
      channel: 'store',
      invitations: ['used'],
    });
    await setPresence(second.id, 'ready');
    const left = await crossing();
    await setPresence(second.id, 'signed_out');
    await setPresence(left.sender.id, 'signed_out');
    await come(left.conversationId);
    expect(await now(left.conversationId, left.handoffId)).toMatchObject({
      owner: team.id,
      epoch: 2,
      state: 'expired',
    });
  });

  it('[HO4] lapses with its time: the sender keeps it and is told; with the queue when the sender has gone', async () => {
    const { sender, conversationId, handoffId } = await crossing();
    await db.updateTable('handoff').set({ lapse_at: deps.clock.now() }).where('id', '=', handoffId).execute();
    await lapseDueCrossings(deps);
    const lapsed = { owner: sender.id, epoch: 1, state: 'lapsed', channel: 'chat', invitations: ['expired'] };
    expect(await now(conversationId, handoffId)).toMatchObject(lapsed);
    const told = deps.changes.flatMap((change) =>
      change.to === 'topic' ? [`${change.topic} ${change.event.type}`] : [],
    );
    expect(told).toContain(`inbox:${sender.id} offer_changed`);
    expect(await come(conversationId)).toBeNull();
    const left = await crossing();
    await setPresence(left.sender.id, 'disconnected');
    await db.updateTable('handoff').set({ lapse_at: deps.clock.now() }).where('id', '=', left.handoffId).execute();
    await lapseDueCrossings(deps);
    expect(await now(left.conversationId, left.handoffId)).toMatchObject({ owner: team.id, state: 'lapsed' });
  });

  it('lapses, and does not complete, for a customer who comes after its time and before the clock', async () => {
    const { sender, conversationId, handoffId } = await crossing();
    await db.updateTable('handoff').set({ lapse_at: deps.clock.now() }).where('id', '=', handoffId).execute();
    expect(await come(conversationId)).toBeNull();
    expect(await now(conversationId, handoffId)).toMatchObject({ owner: sender.id, epoch: 1, state: 'lapsed' });
  });

  it('is given up by the receiver, called off by the sender, and ended by a release; what was sent leads nowhere then', async () => {
    const given = await crossing();
    dataOf(await give(receiver, 'handoff:decline', { handoffId: given.handoffId, reason: 'break' }));
    const declined = { owner: given.sender.id, state: 'declined', invitations: ['revoked'] };
    expect(await now(given.conversationId, given.handoffId)).toMatchObject(declined);
    const off = await crossing();
    dataOf(await give(off.me, 'handoff:withdraw', { handoffId: off.handoffId }));
    const withdrawn = { owner: off.sender.id, state: 'withdrawn', invitations: ['revoked'] };
    expect(await now(off.conversationId, off.handoffId)).toMatchObject(withdrawn);
    const released = await crossing();
    const fenced = { conversationId: released.conversationId, epoch: 1 };
    dataOf(await give(released.me, 'conversation:release', fenced));
    const ended = { owner: team.id, state: 'withdrawn', invitations: ['revoked'] };
    expect(await now(released.conversationId, released.handoffId)).toMatchObject(ended);
  });

  it('[HO6] asks again, by which the first invitation leads nowhere; not a third person, and not when it is over', async () => {
    const { me, conversationId, handoffId } = await crossing();
    const again = dataOf(await give(me, 'handoff:invite-again', { handoffId })).handoff;
    expect(again).toMatchObject({ stage: 'crossing', invitation: { state: 'open', code: expect.any(String) } });
    expect((await now(conversationId, handoffId)).invitations.toSorted()).toEqual(['open', 'revoked']);
    const stranger = askingAs(await makeAgent(db, [team]));
    refusalOf(await give(stranger, 'handoff:invite-again', { handoffId }), 'forbidden');
    await come(conversationId);
    refusalOf(await give(me, 'handoff:invite-again', { handoffId }), 'handoff_decided');
  });

  it('[HO8] can be returned after they came; [HO3] its brief is ticked by its receiver alone', async () => {
    const { me, sender, conversationId, handoffId } = await crossing();
    refusalOf(await give(me, 'handoff:read-brief', { handoffId }), 'forbidden');
    const read = dataOf(await give(receiver, 'handoff:read-brief', { handoffId })).handoff;
    const again = dataOf(await give(receiver, 'handoff:read-brief', { handoffId })).handoff;
    expect(read.briefReadAt).toBeDefined();
    expect(again.briefReadAt).toBe(read.briefReadAt);
    await come(conversationId);
    const back = dataOf(await give(receiver, 'handoff:return', { conversationId, epoch: 2, reason: 'not for me' }));
    expect(back.handoff).toMatchObject({ returns: handoffId, bounces: 1 });
    expect(await now(conversationId, handoffId)).toMatchObject({ owner: sender.id, epoch: 3, channel: 'store' });
  });
});

describe('in one batch of what came in', () => {
  it('[CV1] two customers who come are each their receiver’s, by one epoch; a second word of one changes nothing more', async () => {
    const one = await crossing();
    const two = await crossing();
    await inWork(deps, async (work) => {
      await lockCustomers(work, [one.customer.id, two.customer.id]);
      const words = [inStore(one.customer, 'a'), inStore(two.customer, 'b'), inStore(one.customer, 'c')];
      const received = await receiveAll(work, words);
      const expected = [one, two, one].map(({ conversationId }) => conversationId);
      expect(received.map(({ conversationId }) => conversationId)).toEqual(expected);
    });
    for (const { conversationId, handoffId, customer } of [one, two]) {
      const done = { owner: second.id, epoch: 2, state: 'completed', channel: 'store', invitations: ['used'] };
      expect(await now(conversationId, handoffId)).toMatchObject(done);
      await expectNoGaps(db, customer.id);
    }
    const inboxes = deps.changes.flatMap((change) =>
      change.to === 'topic' && change.topic.startsWith('inbox:') ? [`${change.topic} ${change.event.type}`] : [],
    );
    expect(inboxes.filter((told) => told === `inbox:${one.sender.id} rows_changed`)).toHaveLength(1);
    expect(inboxes.filter((told) => told === `inbox:${second.id} offer_changed`)).toHaveLength(2);
  });

  it('[HO4] the knot stands before the first words on the new channel; a machine’s answer is nobody’s coming', async () => {
    const { customer, conversationId, handoffId, sender } = await crossing();
    const robot = { ...inStore(customer, 'I am out of office'), quiet: true };
    await inWork(deps, async (work) => {
      await lockCustomers(work, [customer.id]);
      await receiveAll(work, [robot]);
    });
    expect(await now(conversationId, handoffId)).toMatchObject({ owner: sender.id, state: 'accepted' });
    await inWork(deps, async (work) => {
      await lockCustomers(work, [customer.id]);
      await receiveAll(work, [inStore(customer, 'here I am')]);
    });
    const rows = await db
      .selectFrom('timeline_item')
      .select(['kind', 'data'])
      .where('conversation_id', '=', conversationId)
      .orderBy('seq')
      .execute();
    expect(rows.slice(-2)).toMatchObject([
      { kind: 'handoff', data: { event: 'completed', channelFrom: 'chat', channelTo: 'store' } },
      { kind: 'message', data: { text: 'here I am' } },
    ]);
  });
});
