import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { settleOverdueCalls } from '#server/domains/calls/overdue.service.ts';
import { receiveAll } from '#server/domains/conversations/inbound.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { readReport } from '#server/domains/reports/reports.service.ts';
import { inWork } from '#server/work.ts';
import { reportAskSchema } from '#shared/domain/report.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';

// Ten to midnight in Tokyo.
const START = new Date('2026-11-20T14:50:00Z');
const MINUTE = 60_000;
const database = await testDatabase();
const { db } = database;
const clock = fakeClock(START);
const deps = testDeps(database, clock);
const give = giveTo(deps);
const { team } = await seedWorkspace(db);

describe('what reports are made of is kept where it happens', () => {
  it('an answer keeps since when the customer waited and by when it was due, once', async () => {
    const sender = await makeAgent(db, [team]);
    const customer = await makeCustomer(db, [{ kind: 'visitor', value: v7() }]);
    const point = customer.contactPoints[0]?.id ?? null;
    const session = { contact_point_id: point };
    const c = await makeConversation(db, { customer, team, owner: sender, session, over: { opened_at: START } });
    await inWork(deps, async (work) => {
      await lockCustomers(work, [customer.id]);
      await receiveAll(work, [
        {
          customerId: customer.id,
          contactPointId: point,
          kind: 'message',
          data: { text: '水が漏れます' },
          channel: 'chat',
          direction: 'in',
          author: { type: 'customer' },
          occurredAt: clock.now(),
        },
      ]);
    });
    const waiting = await db.selectFrom('conversation').selectAll().where('id', '=', c.id).executeTakeFirstOrThrow();
    expect(waiting.customer_waits_since).toEqual(START);
    clock.advance(20 * MINUTE);
    for (const text of ['確認いたします', 'もう少々お待ちください'])
      dataOf(
        await give(askingAs(sender), 'message:send', {
          conversationId: c.id,
          epoch: 1,
          text,
          seen: { [customer.id]: 99 },
        }),
      );
    const rows = await db.selectFrom('reply_wait').selectAll().where('conversation_id', '=', c.id).execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      agent_id: sender.id,
      channel: 'chat',
      is_first: true,
      since: START,
      due_at: waiting.reply_due_at,
      answered_at: clock.now(),
    });
    const ask = reportAskSchema.parse({ report: 'answers', from: '2026-11-20', until: '2026-11-21', grain: 'day' });
    const report = await readReport(deps, 'en', ask);
    const missed = report.metrics.findIndex(({ id }) => id === 'missed');
    // Asked before midnight, answered after it: the day of the question.
    expect(report.cells.map(({ bucket, values }) => [bucket, values[missed]])).toEqual([
      [null, 1],
      [0, 1],
    ]);
  });

  it('a wrap-up whose time ran out ended then, whenever the hub noticed; presence goes on from there', async () => {
    // Ten past midnight.
    clock.set(new Date(START.getTime() + 20 * MINUTE));
    const agent = await makeAgent(db, [team], { presence: 'wrap_up' });
    const customer = await makeCustomer(db);
    const ended = new Date(clock.now().getTime() - 5 * MINUTE);
    const due = new Date(ended.getTime() + MINUTE);
    const id = v7();
    await db
      .insertInto('call')
      .values({
        id,
        customer_id: customer.id,
        team_id: team.id,
        adapter: 'sip',
        media: 'softphone',
        direction: 'in',
        state: 'ended',
        outcome: 'answered',
        agent_id: agent.id,
        started_at: ended,
        answered_at: ended,
        ended_at: ended,
        wrap_up_due: due,
      })
      .execute();
    expect(await settleOverdueCalls(deps)).toBe(1);
    const call = await db.selectFrom('call').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(call).toMatchObject({ wrapped_at: due, wrap_up_due: null, talk_ms: 0 });
    clock.advance(30 * MINUTE);
    dataOf(await give(askingAs(agent), 'presence:set', { presence: 'away', reason: 'break' }));
    clock.advance(10 * MINUTE);
    const ask = reportAskSchema.parse({
      report: 'presence',
      from: '2026-11-21',
      until: '2026-11-21',
      grain: 'half_hour',
      group: 'agent',
      only: { agentId: agent.id },
    });
    const report = await readReport(deps, 'en', ask);
    const at = (metric: string) => report.metrics.findIndex((one) => one.id === metric);
    const all = report.cells.find(({ bucket, group }) => bucket === null && group === null);
    expect(all?.values[at('ready')]).toBe(30 * 60);
    expect(all?.values[at('away:break')]).toBe(10 * 60);
  });
});
