import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { makeRule } from '#test/support/approval-world.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { crossingDesk } from '#test/support/crossing-desk.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { askingAs } from '#test/support/factories/people.ts';

const desk = await crossingDesk(await testDatabase());
const { db, deps, give, me, lead } = desk;
const sv = askingAs(lead);
afterEach(async () => void (await sql`delete from approval_rule`.execute(db)));

const BY_LINK = { channel: 'chat', way: 'link', by: 'sms' } as const;
const OWN = { ...BY_LINK, text: '全額返金します。こちらから：{link}' };

async function onThePhone() {
  const begun = await desk.begin({ channel: 'phone' });
  await makeItem(deps, begun.customer, { conversationId: begun.conversation.id, data: { text: '届きません' } });
  return begun;
}
const saidTo = async (customerId: string) =>
  (
    await db
      .selectFrom('timeline_item')
      .select('data')
      .where('customer_id', '=', customerId)
      .where('direction', '=', 'out')
      .execute()
  ).length;

it('leading a customer across is no way round an approval: own words that a rule minds are refused, with the rule’s name', async () => {
  await makeRule(give, sv, { name: '返金', words: ['返金'] });
  const { conversation, customer } = await onThePhone();
  const refusal = refusalOf(await desk.cross(conversation, OWN), 'approval_needed');
  expect(refusal.message).toContain('返金');
  expect(await saidTo(customer.id)).toBe(0);
});

it('the standard words lead across under any rule, whether sent along or not, and own ones where no rule minds them', async () => {
  await makeRule(give, sv, { name: '新人', agentIds: [desk.agent.id] });
  const first = await onThePhone();
  dataOf(await desk.cross(first.conversation, BY_LINK));
  const second = await onThePhone();
  const options = (await desk.ways(second.conversation.id)).options;
  const text = options.find(({ way, by }) => way === 'link' && by === 'sms')?.customerSees.text ?? '';
  dataOf(await desk.cross(second.conversation, { ...BY_LINK, text }));
  expect(await saidTo(second.customer.id)).toBe(1);
  refusalOf(await desk.cross((await onThePhone()).conversation, OWN), 'approval_needed');
  await sql`delete from approval_rule`.execute(db);
  dataOf(await desk.cross((await onThePhone()).conversation, OWN));
});

it('own words do not overtake an answer that waits', async () => {
  const { conversation, customer } = await desk.begin({ channel: 'chat', also: ['sms'] });
  await makeRule(give, sv, { name: '返金', words: ['返金'] });
  const answer = { conversationId: conversation.id, epoch: 1, seen: {}, text: '返金します' };
  expect(dataOf(await give(me, 'message:send', answer)).held).toBeDefined();
  const by = { channel: 'sms', way: 'message', text: 'こちらで続けます。' } as const;
  refusalOf(await desk.cross(conversation, by), 'approval_waiting');
  expect(await saidTo(customer.id)).toBe(0);
});
