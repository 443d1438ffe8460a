import { describe, expect, it } from 'vitest';
import { callbackQueries } from '#server/domains/callbacks/callbacks.handlers.ts';
import { settleOverdueCalls } from '#server/domains/calls/overdue.service.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase({ max: 24 });
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { agents, team, otherTeam, lead } = await seedWorkspace(db);
const [anna, ben] = agents;
const stranger = await makeAgent(db, [otherTeam]);
const line = await makeLine(db, deps, { logins: [anna.login, ben.login] });
let calls = 0;

async function ring(agent: MadeAgent, from: string): Promise<string> {
  const input = { connectionId: line.id, sipCallId: `ring-${++calls}`, from, to: '0312345678' };
  return dataOf(await give(askingAs(agent), 'call:ring', input)).call.id;
}

/** Somebody rings until nobody has taken it. */
async function missed(from: string): Promise<string> {
  const id = await ring(anna, from);
  deps.clock.advance(46_000);
  await settleOverdueCalls(deps);
  return id;
}

const openOf = (number: string) =>
  db.selectFrom('callback').selectAll().where('number', '=', number).where('state', '=', 'open').execute();

const list = (agent: MadeAgent, show: 'open' | 'mine' | 'closed' = 'open') =>
  callbackQueries['callback.list'](deps, askingAs(agent), { show, limit: 100 });

describe('calls to make', () => {
  it('are one per number, however often they rang, with how often', async () => {
    for (let n = 0; n < 3; n++) await missed('090-6666-0001');
    expect(await openOf('+819066660001')).toMatchObject([{ tries: 3, reason: 'missed', team_id: team.id }]);
  });

  it('are one when twenty calls of a number end at once', async () => {
    const ids = [];
    for (let n = 0; n < 20; n++) ids.push(await ring(anna, '09066660002'));
    deps.clock.advance(4000);
    await Promise.all(ids.map((callId) => give(askingAs(anna), 'call:decline', { callId })));
    deps.clock.advance(46_000);
    await settleOverdueCalls(deps);
    expect(await openOf('+819066660002')).toMatchObject([{ tries: 20 }]);
  });

  it('close by themselves when the customer gets through', async () => {
    await missed('09066660003');
    const id = await ring(ben, '09066660003');
    dataOf(await give(askingAs(ben), 'call:answer', { callId: id }));
    for (const event of ['answered', 'ended'] as const)
      dataOf(await give(askingAs(ben), 'call:report', { callId: id, event }));
    dataOf(await give(askingAs(ben), 'call:wrap-up', { callId: id }));
    expect(await openOf('+819066660003')).toEqual([]);
    const closed = (await list(anna, 'closed')).callbacks;
    expect(closed[0]).toMatchObject({ closedAs: 'got_through', tries: 1 });
  });

  it('[CV2] are claimed by one; the others learn by whom', async () => {
    await missed('09066660004');
    const [open] = await openOf('+819066660004');
    const callbackId = open?.id ?? '';
    const people = [anna, ben, lead];
    const answers = await Promise.all(people.map((agent) => give(askingAs(agent), 'callback:claim', { callbackId })));
    const winners = people.filter((_, i) => answers[i]?.ok === true);
    expect(winners).toHaveLength(1);
    for (const answer of answers)
      if (!answer.ok)
        expect(answer.error).toMatchObject({ code: 'already_claimed', details: { owner: winners[0]?.name } });
    refusalOf(await give(askingAs(stranger), 'callback:claim', { callbackId }), 'forbidden');
    expect((await list(stranger)).callbacks.map((callback) => callback.id)).not.toContain(callbackId);
  });

  it('keep the wish, and are due by it; their numbers are masked [PR4]', async () => {
    const customer = await makeCustomer(db, [{ kind: 'phone', value: '+819066660005' }]);
    const from = new Date(deps.clock.now().getTime() + 3 * 3_600_000).toISOString();
    const asked = dataOf(
      await give(askingAs(anna), 'callback:ask', {
        customerId: customer.id,
        to: { contactPointId: customer.contactPoints[0]?.id ?? '' },
        wish: { from },
        note: '仕事のあとがよい',
      }),
    ).callback;
    expect(asked).toMatchObject({ reason: 'asked', dueAt: from, wish: { from }, tries: 0, note: '仕事のあとがよい' });
    expect(asked.number).toBe('+81••••0005');
    await missed('09066660005');
    expect(await openOf('+819066660005')).toMatchObject([{ id: asked.id, tries: 1, due_at: new Date(from) }]);
    const { callbacks, counts } = await list(anna);
    expect(callbacks.map((c) => c.dueAt)).toEqual(callbacks.map((c) => c.dueAt).toSorted());
    expect(counts.open).toBe(callbacks.length);
  });

  it('record their attempts: a call of ours by itself, what became of it by hand', async () => {
    await missed('09066660006');
    const [open] = await openOf('+819066660006');
    const callbackId = open?.id ?? '';
    const busy = dataOf(await give(askingAs(anna), 'call:place', { to: { callbackId } })).call;
    dataOf(await give(askingAs(anna), 'call:report', { callId: busy.id, event: 'failed', cause: 'busy' }));
    const nextAt = new Date(deps.clock.now().getTime() + 600_000).toISOString();
    const later = dataOf(
      await give(askingAs(anna), 'callback:attempt', {
        callbackId,
        outcome: 'busy',
        callId: busy.id,
        nextAt,
        note: '話し中',
      }),
    ).callback;
    expect(later).toMatchObject({ state: 'open', dueAt: nextAt, owner: { id: anna.id } });
    expect(later.attempts).toMatchObject([{ outcome: 'busy', agentName: anna.name, callId: busy.id, note: '話し中' }]);
    // It sounded like an answer and was a machine: the callback is open again.
    const machine = dataOf(await give(askingAs(anna), 'call:place', { to: { callbackId } })).call;
    for (const event of ['answered', 'ended'] as const)
      dataOf(await give(askingAs(anna), 'call:report', { callId: machine.id, event }));
    expect(await openOf('+819066660006')).toEqual([]);
    const again = dataOf(
      await give(askingAs(anna), 'callback:attempt', { callbackId, outcome: 'left_message', callId: machine.id }),
    ).callback;
    expect(again).toMatchObject({ state: 'open', attempts: [{ outcome: 'busy' }, { outcome: 'left_message' }] });
    const done = dataOf(await give(askingAs(anna), 'callback:attempt', { callbackId, outcome: 'reached' })).callback;
    expect(done).toMatchObject({ state: 'closed', closedAs: 'reached' });
    refusalOf(await give(askingAs(anna), 'callback:attempt', { callbackId, outcome: 'no_answer' }), 'wrong_state');
  });

  it('move to another time, team and colleague, and close without a call', async () => {
    await missed('09066660007');
    const [open] = await openOf('+819066660007');
    const callbackId = open?.id ?? '';
    const moved = dataOf(
      await give(askingAs(lead), 'callback:move', { callbackId, teamId: otherTeam.id, agentId: stranger.id }),
    );
    expect(moved.callback).toMatchObject({ team: { id: otherTeam.id }, owner: { id: stranger.id } });
    refusalOf(await give(askingAs(anna), 'callback:close', { callbackId, as: 'not_needed' }), 'forbidden');
    dataOf(await give(askingAs(stranger), 'callback:close', { callbackId, as: 'given_up' }));
    expect(await openOf('+819066660007')).toEqual([]);
  });

  it('leave nobody out: none for who withheld their number, and the rules hold on what is stored', async () => {
    const before = await db.selectFrom('callback').select('id').execute();
    await missed('anonymous');
    expect(await db.selectFrom('callback').select('id').execute()).toHaveLength(before.length);
    const broken = (await verifyData(deps)).filter(({ rule, breaks }) => breaks.length > 0 && !rule.includes('[PR1]'));
    expect(broken).toEqual([]);
  });
});
