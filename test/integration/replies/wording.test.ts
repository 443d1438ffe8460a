import { afterEach, describe, expect, it } from 'vitest';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { makeRule, seenByCustomer } from '#test/support/approval-world.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [first] = agents;
const [me, sv] = [askingAs(first), askingAs(lead)];

type Rule = Parameters<typeof give<'wording:save'>>[2];
const RULE: Rule = {
  locale: 'ja',
  test: { kind: 'words', find: ['了解しました'], replace: '承知いたしました', except: [] },
  reason: 'お客様には使いません',
  level: 'block',
  channels: [],
  enabled: true,
};
const saved = async (over: Partial<Rule> = {}) => dataOf(await give(sv, 'wording:save', { ...RULE, ...over })).rule;
const atHand = async () =>
  dataOf((await runQuery(deps, queryHandlers, me, { name: 'me', input: {} })) as { ok: true; data: QueryOutput<'me'> })
    .wordingRules;

async function talking(over = {}) {
  const customer = await makeCustomer(db);
  const { id } = await makeConversation(db, { customer, team, owner: first, over });
  await makeItem(deps, customer, { conversationId: id, data: { text: '届きません' } });
  return { conversationId: id, epoch: 1, seen: { [customer.id]: 1 } };
}

async function mailed(subject: string) {
  const customer = await makeCustomer(db);
  const { id } = await makeConversation(db, { customer, team, owner: first, over: { subject } });
  await makeItem(deps, customer, { conversationId: id, data: { text: '届きません', subject } });
  return { conversationId: id, epoch: 1, customerId: customer.id };
}

afterEach(async () => {
  await database.pool.query('delete from wording_rule; delete from approval_rule');
});

describe('rules of wording', () => {
  it('are kept by leads, and are at hand for everybody while in force', async () => {
    refusalOf(await give(me, 'wording:save', RULE), 'forbidden');
    deps.changes.length = 0;
    const rule = await saved();
    expect(deps.changes).toContainEqual({ to: 'workspace' });
    expect(await atHand()).toEqual([rule]);
    const off = await saved({ ruleId: rule.id, revision: 1, enabled: false });
    expect(off.revision).toBe(2);
    expect(await atHand()).toEqual([]);
    refusalOf(await give(sv, 'wording:save', { ...RULE, ruleId: rule.id, revision: 1 }), 'changed_meanwhile');
    dataOf(await give(sv, 'wording:remove', { ruleId: rule.id, revision: 2 }));
    refusalOf(await give(sv, 'wording:remove', { ruleId: rule.id, revision: 2 }), 'not_found');
  });
});

describe('an answer', () => {
  it('with words that a rule blocks is not sent, and says what to write', async () => {
    await saved();
    const input = await talking();
    const refusal = refusalOf(
      await give(me, 'message:send', { ...input, text: 'はい、了解しました。' }),
      'wording_blocked',
    );
    expect(refusal).toMatchObject({
      retryable: false,
      details: { found: '了解しました', instead: '承知いたしました', reason: RULE.reason },
    });
    const { rows } = await database.pool.query(
      'select count(*)::int as n from timeline_item where conversation_id = $1',
      [input.conversationId],
    );
    expect(rows[0].n).toBe(1);
    dataOf(await give(me, 'message:send', { ...input, text: 'はい、承知いたしました。' }));
  });

  it('goes where a rule only warns, is off, or is for another channel; a note may say anything', async () => {
    await saved({ level: 'warn' });
    await saved({ enabled: false });
    await saved({ channels: ['email'] });
    const input = await talking();
    dataOf(await give(me, 'message:send', { ...input, text: '了解しました' }));
    await saved();
    const [customerId = ''] = Object.keys(input.seen);
    dataOf(await give(me, 'note:add', { customerId, conversationId: input.conversationId, text: '了解しました' }));
  });

  it('is held against the rules in its subject and its formatted words too', async () => {
    await saved();
    const input = await talking();
    for (const format of [{ subject: '了解しました' }, { html: '<p>はい、<b>了解</b>しま<i>した</i></p>' }])
      refusalOf(await give(me, 'message:send', { ...input, text: 'はい', format }), 'wording_blocked');
  });

  it('is not held against them in the subject that its customer gave the thread, only in another one', async () => {
    await saved();
    const subject = '了解しました？{order}の件';
    const { customerId, ...input } = await mailed(subject);
    const answer = (of: string) =>
      give(me, 'message:send', { ...input, seen: { [customerId]: 1 }, text: 'はい', format: { subject: of } });
    refusalOf(await answer('Re: 了解しました'), 'wording_blocked');
    refusalOf(await answer('Re: {order}の件'), 'reply_unfilled');
    dataOf(await answer(`Re: ${subject}`));
  });

  it('is held against its formatted words: a variable left in them, and more of them than a message holds', async () => {
    const input = await talking();
    const answer = (html: string) => give(me, 'message:send', { ...input, text: 'はい', format: { html } });
    refusalOf(await answer('<p>{<b>customer</b>}様</p>'), 'reply_unfilled');
    refusalOf(await answer(`<p>${'下さい'.repeat(20_000)}</p>`), 'invalid');
    dataOf(await answer('<p>{size}です</p>'));
  });

  it('with a variable of a saved reply left in it is not sent; other braces are the author’s own', async () => {
    const input = await talking();
    const open = refusalOf(await give(me, 'message:send', { ...input, text: '{order}と{today+3}' }), 'reply_unfilled');
    expect(open.details).toEqual({ names: '{order} {today+3}' });
    dataOf(await give(me, 'message:send', { ...input, text: '{color: red}と{size}' }));
  });
});

describe('an answer that a lead lets out', () => {
  async function held(text: string) {
    await makeRule(give, sv);
    const input = await talking();
    const answer = dataOf(await give(me, 'message:send', { ...input, text }));
    if (answer.held === undefined) throw new Error('it was not held');
    const decide = (words: { readonly text?: string }) =>
      give(sv, 'approval:decide', { heldId: answer.held?.id ?? '', decision: 'approve', ...words });
    const [customerId = ''] = Object.keys(input.seen);
    return { decide, left: async () => (await seenByCustomer(deps, customerId)).map((one) => one.text) };
  }

  it('is held against the rules as the lead changed it, and waits on when it is refused', async () => {
    await saved();
    const { decide, left } = await held('返金いたします');
    const refusal = refusalOf(await decide({ text: '了解しました' }), 'wording_blocked');
    expect(refusal.details).toMatchObject({ found: '了解しました', instead: '承知いたしました' });
    refusalOf(await decide({ text: '{order}を返金いたします' }), 'reply_unfilled');
    expect(await left()).toEqual([]);
    dataOf(await decide({ text: '承知いたしました' }));
    expect(await left()).toEqual(['承知いたしました']);
  });

  it('is held against the rules of now as it was written, too', async () => {
    const { decide, left } = await held('はい、了解しました');
    await saved();
    refusalOf(await decide({}), 'wording_blocked');
    expect(await left()).toEqual([]);
  });

  it('with words that a rule blocks is refused before it waits for anybody', async () => {
    await saved();
    await makeRule(give, sv);
    const input = await talking();
    refusalOf(await give(me, 'message:send', { ...input, text: '了解しました' }), 'wording_blocked');
    const { rows } = await database.pool.query('select 1 from held_message where conversation_id = $1', [
      input.conversationId,
    ]);
    expect(rows).toEqual([]);
  });
});
