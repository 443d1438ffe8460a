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
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const deps = testDeps(await testDatabase());
const { db } = deps;
const give = giveTo(deps);
const { team, otherTeam, agents, lead } = await seedWorkspace(db);
const [first, second] = agents;
const [me, colleague, sv] = [askingAs(first), askingAs(second), askingAs(lead)];

async function ask<N extends QueryName>(who: Asking, name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  return dataOf(
    (await runQuery(deps, queryHandlers, who, { name, input })) as Parameters<typeof dataOf<QueryOutput<N>>>[0],
  );
}
const inUse = async (shortcut: string, who = me) =>
  (await ask(who, 'me', {})).savedReplies.filter((one) => one.shortcut === shortcut);

let made = 0;
function nextShortcut(): string {
  made += 1;
  return `r${made}`;
}
const WORDS = {
  ja: { title: '返品', body: '{customer}、返品を承ります。', mail: '{customer}\n\n返品を承ります。' },
  en: { title: 'Returns', body: 'Dear {customer|customer}, we take it back.' },
};
const save = async (over: object = {}) =>
  dataOf(await give(me, 'reply:save', { shortcut: nextShortcut(), ...WORDS, submit: true, ...over })).reply;
const decide = (who: Asking, reply: { id: string; revision: number }, decision: 'approve' | 'return' | 'retire') =>
  give(who, 'reply:decide', { replyId: reply.id, revision: reply.revision, decision });

describe('a saved reply', () => {
  it('can be used once a lead approved it, in both languages and for each way of writing', async () => {
    const reply = await save();
    expect(reply).toMatchObject({ state: 'submitted', owner: { id: first.id }, used: 0 });
    expect(await inUse(reply.shortcut)).toEqual([]);
    refusalOf(await decide(colleague, reply, 'approve'), 'forbidden');
    deps.changes.length = 0;
    const approved = dataOf(await decide(sv, reply, 'approve')).reply;
    expect(approved).toMatchObject({ state: 'approved', approvedBy: { id: lead.id }, inUse: WORDS });
    // Desks that have it at hand are told.
    expect(deps.changes).toContainEqual({ to: 'workspace' });
    expect(await inUse(reply.shortcut)).toEqual([
      { id: reply.id, shortcut: reply.shortcut, locale: 'en', ...WORDS.en },
      { id: reply.id, shortcut: reply.shortcut, locale: 'ja', ...WORDS.ja },
    ]);
  });

  it('that is changed waits for a lead again, while what they approved stays in use', async () => {
    const first = dataOf(await decide(sv, await save({ en: undefined }), 'approve')).reply;
    const change = { replyId: first.id, revision: first.revision, shortcut: `${first.shortcut}x` };
    const changed = await save({ ...change, ja: { title: '返品', body: '新しい文面' }, en: undefined });
    expect(changed).toMatchObject({ state: 'submitted', inUse: { ja: WORDS.ja } });
    expect(await inUse(first.shortcut)).toMatchObject([{ body: WORDS.ja.body }]);
    expect(await inUse(changed.shortcut)).toEqual([]);
    const returned = dataOf(await decide(sv, changed, 'return')).reply;
    expect(returned.state).toBe('draft');
    expect(await inUse(first.shortcut)).toHaveLength(1);
    const again = await save({
      ...change,
      revision: returned.revision,
      ja: { title: '返品', body: 'もっと新しい' },
      en: undefined,
    });
    dataOf(await decide(sv, again, 'approve'));
    expect(await inUse(first.shortcut)).toEqual([]);
    expect(await inUse(changed.shortcut)).toMatchObject([{ body: 'もっと新しい' }]);
  });

  it('that is retired is out of use at once; its shortcut is free, and writing it again brings it back as a draft', async () => {
    const reply = dataOf(await decide(sv, await save(), 'approve')).reply;
    const retired = dataOf(await decide(sv, reply, 'retire')).reply;
    expect(retired).toMatchObject({ state: 'retired' });
    expect(retired.inUse).toBeUndefined();
    expect(await inUse(reply.shortcut)).toEqual([]);
    const other = await save({ shortcut: reply.shortcut });
    refusalOf(
      await give(me, 'reply:save', {
        ...WORDS,
        replyId: reply.id,
        revision: retired.revision,
        shortcut: other.shortcut,
      }),
      'reply_shortcut_taken',
    );
    const back = await save({ replyId: reply.id, revision: retired.revision, submit: false });
    expect(back).toMatchObject({ id: reply.id, state: 'draft' });
  });

  it('keeps the shortcut that is in use while another one is proposed for it', async () => {
    const first = dataOf(await decide(sv, await save(), 'approve')).reply;
    const change = { replyId: first.id, revision: first.revision, submit: false };
    const changed = await save({ ...change, shortcut: `${first.shortcut}x` });
    refusalOf(await give(me, 'reply:save', { ...WORDS, shortcut: first.shortcut }), 'reply_shortcut_taken');
    const ofTeam = await save({ shortcut: first.shortcut, teamId: team.id });
    refusalOf(
      await give(me, 'reply:save', {
        ...WORDS,
        shortcut: first.shortcut,
        replyId: ofTeam.id,
        revision: 1,
      }),
      'reply_shortcut_taken',
    );
    await save({ ...change, revision: changed.revision, shortcut: first.shortcut });
  });

  it('is heard of by those who count what waits, as it is written', async () => {
    deps.changes.length = 0;
    const reply = await save();
    expect(deps.changes).toContainEqual({ to: 'workspace' });
    deps.changes.length = 0;
    await save({ replyId: reply.id, revision: reply.revision, shortcut: reply.shortcut, submit: false });
    expect(deps.changes).toContainEqual({ to: 'workspace' });
  });

  it('of a team is at hand for its members and for leads', async () => {
    const reply = await save({ teamId: otherTeam.id });
    dataOf(await decide(sv, reply, 'approve'));
    expect(await inUse(reply.shortcut)).toEqual([]);
    expect(await inUse(reply.shortcut, sv)).toHaveLength(2);
    const ours = await save({ teamId: team.id, shortcut: reply.shortcut });
    dataOf(await decide(sv, ours, 'approve'));
    expect((await inUse(reply.shortcut)).map(({ id }) => id)).toEqual([ours.id, ours.id]);
  });

  it('of two who write at once lets the second read first, and of two leads too', async () => {
    const reply = await save();
    const read = { ...WORDS, replyId: reply.id, revision: reply.revision, shortcut: reply.shortcut };
    dataOf(await give(colleague, 'reply:save', read));
    refusalOf(await give(me, 'reply:save', read), 'changed_meanwhile');
    refusalOf(await decide(sv, reply, 'approve'), 'changed_meanwhile');
    refusalOf(await decide(sv, { id: first.id, revision: 1 }, 'approve'), 'not_found');
  });

  it('is not kept with a variable that there is not, without words, or for a team that there is not', async () => {
    const asked = { shortcut: nextShortcut(), ja: { title: 'x', body: '{nobody} {today+3}' } };
    expect(refusalOf(await give(me, 'reply:save', asked), 'invalid').message).toContain('{nobody}');
    refusalOf(await give(me, 'reply:save', { shortcut: nextShortcut() }), 'invalid');
    refusalOf(await give(me, 'reply:save', { ...WORDS, shortcut: 'a b' }), 'invalid');
    refusalOf(await give(me, 'reply:save', { ...WORDS, shortcut: nextShortcut(), teamId: first.id }), 'not_found');
  });

  it('counts its uses, once for each conversation', async () => {
    const reply = await save();
    const conversation = async () => makeConversation(db, { customer: await makeCustomer(db), team, owner: first });
    const conversations = [await conversation(), await conversation()];
    const used = async (n: number) =>
      dataOf(await give(me, 'reply:use', { replyId: reply.id, conversationId: conversations[n]?.id ?? '' })).used;
    expect([await used(0), await used(0), await used(1)]).toEqual([1, 1, 2]);
    const { replies } = await ask(me, 'reply.list', {});
    expect(replies.find(({ id }) => id === reply.id)?.used).toBe(2);
    refusalOf(
      await give(me, 'reply:use', { replyId: first.id, conversationId: conversations[0]?.id ?? '' }),
      'not_found',
    );
  });

  it('stands in the library by what waits for a lead first, retired ones last', async () => {
    await save({ submit: false });
    dataOf(await decide(sv, await save(), 'approve'));
    dataOf(await decide(sv, await save(), 'retire'));
    const order = ['submitted', 'draft', 'approved', 'retired'];
    const states = (await ask(me, 'reply.list', {})).replies.map(({ state }) => order.indexOf(state));
    expect(states).toEqual(states.toSorted((a, b) => a - b));
    expect(new Set(states).size).toBe(4);
  });
});
