import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeRule } from '#test/support/escalation-world.ts';
import { shopDesk } from '#test/support/shop-desk.ts';

const database = await testDatabase();
const { db } = database;
const { hub, admin, desk, known, act, check } = await shopDesk(database);
const [mine] = hub.agents;

it('[ES1] what is refused for its amount is put to a lead once, and what a lead approves is given back, once', async () => {
  dataOf(await admin.command('shop:save-refund-limit', { role: 'agent', currency: 'JPY', amount: 30_000 }));
  await makeRule(db, { kind: 'amount', currency: 'JPY', above: 0 });
  const k = await known(11);
  dataOf(await check(k));
  const raised = async () =>
    dataOf(await desk.query('escalation.of', { conversationId: k.conversationId })).escalations;
  const refund = { what: 'refund', amount: 40_000 } as const;
  const id = randomUUID();
  for (const same of [id, id, randomUUID()]) refusalOf(await act(k, refund, same), 'over_limit');
  const [question, ...none] = await raised();
  expect(none).toEqual([]);
  expect(question).toMatchObject({
    reason: 'amount',
    asked: 'approval',
    state: 'raised',
    owner: { id: mine.id },
    amount: { amount: 40_000, currency: 'JPY' },
    found: { limit: { amount: 30_000, currency: 'JPY' }, text: 'ひび割れ' },
  });
  const boss = await hub.signIn(hub.lead);
  const escalationId = question?.id ?? '';
  dataOf(await boss.command('escalation:decide', { escalationId, decision: 'approve' }));
  refusalOf(await act(k, { what: 'refund', amount: 40_001 }), 'over_limit');
  dataOf(await act(k, refund));
  await vi.waitFor(
    async () =>
      expect(dataOf(await desk.query('shop.orders', { customerId: k.customerId })).orders[0]?.recent[0]).toMatchObject({
        state: 'done',
      }),
    { timeout: 40_000, interval: 50 },
  );
  expect((await raised()).map((one) => one.id)).not.toContain(escalationId);
  const more = { what: 'refund', amount: 5000 } as const;
  refusalOf(await act(k, more), 'over_limit');
  // What was approved as an advice grants nothing, whatever amount it speaks of.
  for (const asked of ['advice', 'approval'] as const) {
    const { escalation } = dataOf(
      await desk.command('escalation:raise', {
        conversationId: k.conversationId,
        epoch: 1,
        question: 'さらに返金できますか',
        asked,
        amount: { amount: 45_000, currency: 'JPY' },
      }),
    );
    const approve = { escalationId: escalation.id, decision: 'approve' } as const;
    dataOf(await boss.command('escalation:decide', approve));
    if (asked === 'advice') refusalOf(await act(k, more), 'over_limit');
    else dataOf(await act(k, more));
  }
});
