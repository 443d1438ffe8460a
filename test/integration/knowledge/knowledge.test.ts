import { describe, expect, it } from 'vitest';
import type { Asking } from '#server/asking.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';

const clock = fakeClock();
const deps = testDeps(await testDatabase(), clock);
const { db } = deps;
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [first, second] = agents;
const [me, colleague, sv] = [askingAs(first), askingAs(second), askingAs(lead)];
const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString();

async function ask<N extends QueryName>(who: Asking, name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  return dataOf(
    (await runQuery(deps, queryHandlers, who, { name, input })) as Parameters<typeof dataOf<QueryOutput<N>>>[0],
  );
}
const find = async (text: string, over: { locale?: 'ja' | 'en'; keep?: boolean } = {}) =>
  (await ask(me, 'knowledge.find', { text, locale: over.locale ?? 'ja', keep: over.keep ?? false })).hits;

const RETURNS = {
  audience: 'public',
  ja: { title: '返品の送料', body: '不良品の返送料は当社が負担します。着払いでお送りください。' },
  en: { title: 'Return shipping', body: 'We pay the postage of faulty goods. Send them freight collect.' },
} as const;

async function approved(over: Partial<Parameters<typeof save>[0]> = {}) {
  const { article } = dataOf(await save(over));
  return dataOf(
    await give(sv, 'knowledge:decide', { articleId: article.id, revision: article.revision, decision: 'approve' }),
  ).article;
}
const save = (over: object = {}) =>
  give(me, 'knowledge:save', { ...RETURNS, validFrom: inDays(-1), submit: true, ...over });

describe('an article', () => {
  it('is found once a lead approved it, in either language, with the words where they stand', async () => {
    const { article } = dataOf(await save());
    expect(await find('返送料')).toEqual([]);
    refusalOf(
      await give(me, 'knowledge:decide', { articleId: article.id, revision: 1, decision: 'approve' }),
      'forbidden',
    );
    dataOf(await give(sv, 'knowledge:decide', { articleId: article.id, revision: 1, decision: 'approve' }));
    const [hit] = await find('返送料');
    expect(hit).toMatchObject({ article: { id: article.id, approvedBy: { id: lead.id } }, locale: 'ja' });
    expect(hit?.ranges.map(([a, b]) => hit.snippet.slice(a, b))).toEqual(['返送料']);
    // The words stand in the other language only: it is found there.
    expect(await find('postage faulty')).toMatchObject([{ locale: 'en' }]);
    expect(await find('postage aliens')).toEqual([]);
    dataOf(await give(sv, 'knowledge:decide', { articleId: article.id, revision: 2, decision: 'retire' }));
    expect(await find('返送料')).toEqual([]);
  });

  it('that says something else is approved anew; two who write at once do not undo each other', async () => {
    const article = await approved();
    const change = {
      articleId: article.id,
      revision: article.revision,
      ja: { title: '返品', body: '返送料はお客様のご負担です。' },
    };
    const answers = await Promise.all([save(change), save(change)]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code)).sort()).toEqual(['changed_meanwhile', 'ok']);
    expect(await find('返送料')).toEqual([]);
    const decide = { articleId: article.id, revision: article.revision, decision: 'approve' } as const;
    refusalOf(await give(sv, 'knowledge:decide', decide), 'changed_meanwhile');
    dataOf(await give(sv, 'knowledge:decide', { ...decide, decision: 'retire', revision: article.revision + 1 }));
  });

  it('counts only in its time', async () => {
    const later = await approved({
      ja: { title: '年末年始', body: '大晦日は休業します' },
      validFrom: inDays(3),
      validUntil: inDays(5),
    });
    expect(await find('大晦日')).toEqual([]);
    clock.advance(4 * 86_400_000);
    expect(await find('大晦日')).toMatchObject([{ article: { id: later.id } }]);
    clock.advance(2 * 86_400_000);
    expect(await find('大晦日')).toEqual([]);
    refusalOf(await save({ validFrom: inDays(2), validUntil: inDays(1) }), 'invalid');
    refusalOf(await give(me, 'knowledge:save', { audience: 'public', validFrom: inDays(0) }), 'invalid');
  });

  it('says how often it went into answers, once for each conversation and way; the most used come first', async () => {
    const [rare, often] = [
      await approved({ ja: { title: '延長保証', body: '三年' } }),
      await approved({ ja: { title: '延長保証の申込', body: '五年' } }),
    ];
    const customer = await makeCustomer(db);
    const { id: conversationId } = await makeConversation(db, { customer, team, owner: first });
    const use = { articleId: often.id, conversationId, as: 'text' } as const;
    await Promise.all([1, 2, 3].map(() => give(me, 'knowledge:use', use)));
    expect(dataOf(await give(me, 'knowledge:use', { ...use, as: 'link' })).used).toBe(2);
    expect((await find('延長保証')).map(({ article }) => article.id)).toEqual([often.id, rare.id]);
  });

  it('that is missing is told to the editors: what was asked whole, not what was typed on the way', async () => {
    await find('ドローン保険');
    await find('ﾄﾞﾛｰﾝ 保険', { keep: true });
    await find('ドローン　保険', { keep: true });
    // What was pasted of somebody is not the editors'.
    await find('090-1234-5678', { keep: true });
    await find('sato@example.jp', { keep: true });
    const { missing } = await ask(me, 'knowledge.list', {});
    expect(missing).toMatchObject([{ times: 2 }]);
    clock.advance(31 * 86_400_000);
    await find('宇宙旅行', { keep: true });
    expect((await ask(me, 'knowledge.list', {})).missing.map(({ text }) => text)).toEqual(['宇宙旅行']);
  });
});

describe('a bulletin', () => {
  it('is confirmed by each once, and the lead sees who has not', async () => {
    const words = { title: '台風7号', body: '九州宛の配送は2日遅れます。' };
    const { bulletin } = dataOf(await give(sv, 'bulletin:publish', { ja: words, from: inDays(0), until: inDays(1) }));
    refusalOf(await give(me, 'bulletin:publish', { ja: words, from: inDays(0), until: inDays(1) }), 'forbidden');
    expect((await ask(me, 'bulletin.today', {})).bulletins).toMatchObject([{ id: bulletin.id }]);
    const { readAt } = dataOf(await give(me, 'bulletin:confirm', { bulletinId: bulletin.id }));
    clock.advance(60_000);
    expect(dataOf(await give(me, 'bulletin:confirm', { bulletinId: bulletin.id })).readAt).toBe(readAt);
    const { readers } = await ask(sv, 'bulletin.readers', { bulletinId: bulletin.id });
    expect(readers.find(({ agentId }) => agentId === first.id)?.readAt).toBe(readAt);
    expect(readers.find(({ agentId }) => agentId === second.id)).not.toHaveProperty('readAt');
    expect((await ask(me, 'bulletin.today', {})).bulletins).toMatchObject([{ readAt }]);
    dataOf(await give(sv, 'bulletin:end', { bulletinId: bulletin.id, revision: bulletin.revision }));
    expect((await ask(colleague, 'bulletin.today', {})).bulletins).toEqual([]);
  });

  it('for some teams is not shown to the others', async () => {
    const other = await makeTeam(db);
    const member = await makeAgent(db, [other]);
    const words = { title: '在庫', body: '入荷しました' };
    dataOf(await give(sv, 'bulletin:publish', { ja: words, teamIds: [other.id], from: inDays(0), until: inDays(1) }));
    expect((await ask(me, 'bulletin.today', {})).bulletins).toEqual([]);
    expect((await ask(askingAs(member), 'bulletin.today', {})).bulletins).toHaveLength(1);
  });
});
