import { describe, expect, it } from 'vitest';
import { callQueries } from '#server/domains/calls/calls.handlers.ts';
import { settleOverdueCalls } from '#server/domains/calls/overdue.service.ts';
import type { Call } from '#shared/domain/call.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent } from '#test/support/factories/people.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { expectNoGaps } from '#test/support/ownership-facts.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { agents, lead, team } = await seedWorkspace(db);
const [anna, ben] = agents;
const line = await makeLine(db, deps, { logins: [anna.login, ben.login] });
let calls = 0;

async function ring(agent: MadeAgent, over: { key?: string; from?: string | null } = {}): Promise<Call> {
  const { key = `call-${++calls}`, from = '09012345678' } = over;
  const answer = await give(askingAs(agent), 'call:ring', {
    connectionId: line.id,
    sipCallId: key,
    from,
    to: '0312345678',
  });
  return dataOf(answer).call;
}

const report = async (agent: MadeAgent, callId: string, event: 'answered' | 'held' | 'resumed' | 'ended') =>
  dataOf(await give(askingAs(agent), 'call:report', { callId, event })).call;

async function answered(agent: MadeAgent, from?: string): Promise<Call> {
  const { id } = await ring(agent, from === undefined ? {} : { from });
  dataOf(await give(askingAs(agent), 'call:answer', { callId: id }));
  return report(agent, id, 'answered');
}

const presenceOf = async ({ id }: MadeAgent) =>
  (await db.selectFrom('agent').select('presence').where('id', '=', id).executeTakeFirstOrThrow()).presence;

const itemsOf = (conversationId: string | undefined, kind: string) =>
  db
    .selectFrom('timeline_item')
    .selectAll()
    .where('conversation_id', '=', conversationId ?? '')
    .where('kind', '=', kind)
    .execute();

describe('a call that comes in', () => {
  it('is one call, however many phones ring and however often they say so', async () => {
    const first = await ring(anna, { key: 'forked' });
    const second = await ring(ben, { key: 'forked' });
    const again = await ring(anna, { key: 'forked' });
    expect(second.id).toBe(first.id);
    expect(again.id).toBe(first.id);
    expect(second.ringingAt.toSorted()).toEqual([anna.id, ben.id].toSorted());
    expect(first).toMatchObject({ state: 'ringing', direction: 'in', anonymous: false, numberVerified: false });
    // [PR4] masked for whom it only rings at
    expect(first.number).not.toContain('12345');
    dataOf(await give(askingAs(anna), 'call:answer', { callId: first.id }));
    await report(anna, first.id, 'answered');
    await report(anna, first.id, 'ended');
    await give(askingAs(anna), 'call:wrap-up', { callId: first.id });
  });

  it('[CV2] goes to who answers first; the others learn who has it, and their phones are silent', async () => {
    const { id } = await ring(anna, { key: 'race' });
    await ring(ben, { key: 'race' });
    const won = dataOf(await give(askingAs(ben), 'call:answer', { callId: id })).call;
    expect(won).toMatchObject({ answering: { id: ben.id }, ringingAt: [], number: '+819012345678' });
    const lost = refusalOf(await give(askingAs(anna), 'call:answer', { callId: id }), 'call_taken');
    expect(lost.details).toMatchObject({ owner: ben.name, ownerId: ben.id });
    const active = await report(ben, id, 'answered');
    expect(active).toMatchObject({ state: 'active', agent: { id: ben.id } });
    expect(await presenceOf(ben)).toBe('busy');
    await report(ben, id, 'ended');
    await give(askingAs(ben), 'call:wrap-up', { callId: id });
  });

  it('holds, resumes, ends; becomes one item with its parts; is written up; presence comes back', async () => {
    const call = await answered(anna);
    deps.clock.advance(30_000);
    await report(anna, call.id, 'held');
    deps.clock.advance(10_000);
    await report(anna, call.id, 'resumed');
    deps.clock.advance(20_000);
    const ended = await report(anna, call.id, 'ended');
    expect(ended).toMatchObject({ state: 'ended', outcome: 'answered', wrapUp: { due: expect.any(String) } });
    expect(await presenceOf(anna)).toBe('wrap_up');
    const again = await report(anna, call.id, 'ended');
    expect(again.endedAt).toBe(ended.endedAt);
    const [item, ...more] = await itemsOf(call.conversationId, 'call').then((items) =>
      items.filter((i) => (i.data as { callId: string }).callId === call.id),
    );
    expect(more).toEqual([]);
    expect(item?.data).toMatchObject({ durationSec: 60, outcome: 'answered', agentName: anna.name });
    const { parts } = (item?.data ?? { parts: [] }) as { parts: { kind: string }[] };
    expect(parts.map((part) => part.kind)).toEqual(['ring', 'talk', 'hold', 'talk']);
    const session = await db
      .selectFrom('session')
      .selectAll()
      .where('id', '=', call.sessionId ?? '')
      .executeTakeFirstOrThrow();
    expect(session).toMatchObject({ channel: 'phone', state: 'ended', connection_id: line.id });
    const done = await give(askingAs(anna), 'call:wrap-up', { callId: call.id, note: '交換の相談', outcome: 'solved' });
    expect(dataOf(done).call.wrapUp).toBeUndefined();
    expect(await presenceOf(anna)).toBe('ready');
    expect((await itemsOf(call.conversationId, 'note')).map((note) => note.data)).toContainEqual({
      text: '交換の相談',
    });
  });

  it('is the first answer when it was taken, however long the talk', async () => {
    const before = deps.clock.now();
    const call = await answered(anna, '09055550078');
    deps.clock.advance(600_000);
    await report(anna, call.id, 'ended');
    await give(askingAs(anna), 'call:wrap-up', { callId: call.id });
    const { first_answered_at } = await db
      .selectFrom('conversation')
      .select('first_answered_at')
      .where('id', '=', call.conversationId ?? '')
      .executeTakeFirstOrThrow();
    expect(first_answered_at).toEqual(before);
  });

  it('answers what was written during the talk, and not before it was written', async () => {
    const call = await answered(anna, '09055550077');
    deps.clock.advance(30_000);
    const since = deps.clock.now();
    const conversationId = call.conversationId ?? '';
    await db
      .updateTable('conversation')
      .set({ customer_waits_since: since })
      .where('id', '=', conversationId)
      .execute();
    deps.clock.advance(30_000);
    await report(anna, call.id, 'ended');
    await give(askingAs(anna), 'call:wrap-up', { callId: call.id });
    const waits = await db
      .selectFrom('reply_wait')
      .select(['since', 'answered_at'])
      .where('conversation_id', '=', conversationId)
      .execute();
    expect(waits).toEqual([{ since, answered_at: since }]);
  });

  it('gives the queue’s conversation to who is heard, and leaves a colleague’s who is here with them', async () => {
    const fromQueue = await answered(anna, '09055550001');
    const owned = await db
      .selectFrom('conversation')
      .select('owner_agent_id')
      .where('id', '=', fromQueue.conversationId ?? '')
      .executeTakeFirstOrThrow();
    expect(owned.owner_agent_id).toBe(anna.id);
    await report(anna, fromQueue.id, 'ended');
    await give(askingAs(anna), 'call:wrap-up', { callId: fromQueue.id });
    const again = await answered(ben, '09055550001');
    expect(again.conversationId).toBe(fromQueue.conversationId);
    const still = await db
      .selectFrom('conversation')
      .select('owner_agent_id')
      .where('id', '=', fromQueue.conversationId ?? '')
      .executeTakeFirstOrThrow();
    expect(still.owner_agent_id).toBe(anna.id);
    await report(ben, again.id, 'ended');
    await give(askingAs(ben), 'call:wrap-up', { callId: again.id });
  });

  it('ends as missed when everyone declined, and when nobody took it in time', async () => {
    const declined = await ring(anna, { from: '09055550002' });
    deps.clock.advance(4000);
    const over = dataOf(await give(askingAs(anna), 'call:decline', { callId: declined.id })).call;
    expect(over).toMatchObject({ state: 'ended', outcome: 'missed' });
    const late = await ring(anna, { from: '09055550002' });
    deps.clock.advance(46_000);
    expect(await settleOverdueCalls(deps)).toBeGreaterThanOrEqual(1);
    refusalOf(await give(askingAs(anna), 'call:answer', { callId: late.id }), 'call_over');
    const row = await db.selectFrom('call').selectAll().where('id', '=', late.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'ended', outcome: 'missed' });
  });

  it('rings on for the others when who won was never heard', async () => {
    const { id } = await ring(anna, { key: 'unheard', from: '09055550003' });
    await ring(ben, { key: 'unheard', from: '09055550003' });
    dataOf(await give(askingAs(anna), 'call:answer', { callId: id }));
    deps.clock.advance(16_000);
    await settleOverdueCalls(deps);
    const live = await callQueries['calls.live'](deps, askingAs(ben));
    expect(live.calls.find((call) => call.id === id)?.ringingAt).toContain(ben.id);
    dataOf(await give(askingAs(ben), 'call:answer', { callId: id }));
    await report(ben, id, 'answered');
    await report(ben, id, 'ended');
    await give(askingAs(ben), 'call:wrap-up', { callId: id });
  });

  it('[ID2] finds who holds the number without taking the caller’s word for it', async () => {
    const customer = await makeCustomer(db, [{ kind: 'phone', value: '+819055550004' }]);
    const call = await ring(anna, { from: '090-5555-0004' });
    expect(call).toMatchObject({ customerId: customer.id, numberVerified: false });
    const unknown = await ring(ben, { from: '09055550005' });
    const link = await db
      .selectFrom('contact_point_link')
      .selectAll()
      .where('customer_id', '=', unknown.customerId)
      .executeTakeFirstOrThrow();
    expect(link.verified_by).toBeNull();
    const withheld = await ring(ben, { from: 'anonymous' });
    expect(withheld).toMatchObject({ anonymous: true });
    expect(withheld.number).toBeUndefined();
    expect(
      await db.selectFrom('contact_point_link').selectAll().where('customer_id', '=', withheld.customerId).execute(),
    ).toEqual([]);
  });

  it('shows who it is before the answer, and records that it did [PR1]', async () => {
    const customer = await makeCustomer(db, [{ kind: 'phone', value: '+819055550006' }], { name: '李 健' });
    await makeConversation(db, { customer, team });
    const call = await ring(anna, { from: '09055550006' });
    const pop = await callQueries['call.customer'](deps, askingAs(anna), { callId: call.id });
    expect(pop).toMatchObject({ name: '李 健', customerId: customer.id, anonymous: false, promises: [], orders: [] });
    const views = await db.selectFrom('view_record').selectAll().where('customer_id', '=', customer.id).execute();
    expect(views).toMatchObject([{ actor_id: anna.id, reason: 'call' }]);
    await expect(callQueries['call.customer'](deps, askingAs(lead), { callId: call.id })).rejects.toMatchObject({
      code: 'not_on_call',
    });
  });

  it('[CV1] takes reports from its holder alone', async () => {
    const call = await answered(anna, '09055550007');
    refusalOf(await give(askingAs(ben), 'call:report', { callId: call.id, event: 'held' }), 'not_on_call');
    refusalOf(await give(askingAs(ben), 'call:wrap-up', { callId: call.id }), 'not_on_call');
    await report(anna, call.id, 'ended');
    refusalOf(await give(askingAs(ben), 'call:wrap-up', { callId: call.id }), 'not_on_call');
    deps.clock.advance(61_000);
    await settleOverdueCalls(deps);
    expect(await presenceOf(anna)).toBe('ready');
    await expectNoGaps(db, call.customerId);
  });
});

describe('a call that goes out', () => {
  it('is held by who placed it, on the customer’s conversation, and dials the number in full', async () => {
    const customer = await makeCustomer(db, [{ kind: 'phone', value: '+819055550010' }]);
    const [point] = customer.contactPoints;
    const placed = dataOf(
      await give(askingAs(anna), 'call:place', { to: { contactPointId: point?.id ?? '', customerId: customer.id } }),
    );
    expect(placed.dial).toMatchObject({
      uri: 'sip:+819055550010@pbx.example',
      headers: [`X-Tsunagi-Call: ${placed.call.id}`],
    });
    expect(placed.call).toMatchObject({ direction: 'out', state: 'ringing', agent: { id: anna.id } });
    expect(await presenceOf(anna)).toBe('busy');
    const failed = dataOf(
      await give(askingAs(anna), 'call:report', { callId: placed.call.id, event: 'failed', cause: 'busy' }),
    ).call;
    expect(failed).toMatchObject({ state: 'ended', outcome: 'failed', cause: 'busy' });
    expect(failed.wrapUp).toBeUndefined();
    expect(await presenceOf(anna)).toBe('ready');
  });

  it('is refused without a telephone, to what is no number, and to a blocked one', async () => {
    refusalOf(await give(askingAs(lead), 'call:place', { to: { number: '0312345678' } }), 'no_phone');
    refusalOf(await give(askingAs(anna), 'call:place', { to: { number: 'そば屋' } }), 'not_a_number');
    const blocked = await makeCustomer(db, [{ kind: 'phone', value: '+819055550011' }]);
    await db
      .updateTable('contact_point')
      .set({ blocked_at: deps.clock.now() })
      .where('id', '=', blocked.contactPoints[0]?.id ?? '')
      .execute();
    refusalOf(await give(askingAs(anna), 'call:place', { to: { number: '09055550011' } }), 'no_channel');
  });
});

describe('a call that is given away', () => {
  it('blind: rings at the colleague, who then holds it and its conversation', async () => {
    const call = await answered(anna, '09055550020');
    const moved = dataOf(
      await give(askingAs(anna), 'call:transfer', { callId: call.id, step: 'blind', to: { agentId: ben.id } }),
    );
    expect(moved.target).toMatchObject({ uri: 'sip:1002@pbx.example' });
    const left = await report(anna, call.id, 'ended');
    expect(left).toMatchObject({ state: 'ringing', transfer: { mode: 'blind', to: { id: ben.id } } });
    expect(await presenceOf(anna)).toBe('ready');
    const there = await ring(ben, { key: 'another call-id', from: '09055550020' });
    expect(there.id).toBe(call.id);
    dataOf(await give(askingAs(ben), 'call:answer', { callId: call.id }));
    const taken = await report(ben, call.id, 'answered');
    expect(taken).toMatchObject({ state: 'active', agent: { id: ben.id } });
    expect(taken.transfer).toBeUndefined();
    const owner = await db
      .selectFrom('conversation')
      .select('owner_agent_id')
      .where('id', '=', call.conversationId ?? '')
      .executeTakeFirstOrThrow();
    expect(owner.owner_agent_id).toBe(ben.id);
    // Whoever handed it on tells of a leg that is no longer the call.
    expect(await report(anna, call.id, 'ended')).toMatchObject({ state: 'active' });
    expect(await report(ben, call.id, 'ended')).toMatchObject({ state: 'ended', outcome: 'answered' });
    await give(askingAs(ben), 'call:wrap-up', { callId: call.id });
  });

  it('after asking: the customer stays with the first until the second takes it', async () => {
    const call = await answered(anna, '09055550021');
    dataOf(await give(askingAs(anna), 'call:transfer', { callId: call.id, step: 'consult', to: { agentId: ben.id } }));
    await report(anna, call.id, 'held');
    const asked = dataOf(
      await give(askingAs(ben), 'call:ring', {
        connectionId: line.id,
        sipCallId: 'consult',
        callRef: call.id,
        from: '1001',
      }),
    ).call;
    expect(asked.id).toBe(call.id);
    dataOf(await give(askingAs(ben), 'call:answer', { callId: call.id }));
    expect(await report(ben, call.id, 'answered')).toMatchObject({ state: 'held', agent: { id: anna.id } });
    const done = dataOf(await give(askingAs(anna), 'call:transfer', { callId: call.id, step: 'complete' })).call;
    expect(done).toMatchObject({ state: 'active', agent: { id: ben.id } });
    expect(done.parts.map((part) => part.kind)).toEqual(['ring', 'talk', 'hold', 'consult', 'transfer', 'talk']);
    expect(await presenceOf(anna)).toBe('ready');
    await report(ben, call.id, 'ended');
    await give(askingAs(ben), 'call:wrap-up', { callId: call.id });
  });

  it('stays when the colleague declines, and is to be called back when nobody is left', async () => {
    const call = await answered(anna, '09055550022');
    dataOf(await give(askingAs(anna), 'call:transfer', { callId: call.id, step: 'blind', to: { agentId: ben.id } }));
    await ring(ben, { key: 'declined transfer', from: '09055550022' });
    const back = dataOf(await give(askingAs(ben), 'call:decline', { callId: call.id })).call;
    expect(back).toMatchObject({ state: 'active', agent: { id: anna.id } });
    expect(back.transfer).toBeUndefined();
    dataOf(await give(askingAs(anna), 'call:transfer', { callId: call.id, step: 'blind', to: { agentId: ben.id } }));
    await report(anna, call.id, 'ended');
    deps.clock.advance(50_000);
    await settleOverdueCalls(deps);
    const row = await db.selectFrom('call').selectAll().where('id', '=', call.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'ended', outcome: 'abandoned', cause: 'transfer_not_taken' });
    const open = await db.selectFrom('callback').selectAll().where('number', '=', '+819055550022').execute();
    expect(open).toMatchObject([{ state: 'open', tries: 1 }]);
  });
});
