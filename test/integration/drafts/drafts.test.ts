import { describe, expect, it } from 'vitest';
import { draftQueries } from '#server/domains/drafts/drafts.handlers.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, agents } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const customer = await makeCustomer(db);

async function conversation() {
  return (await makeConversation(db, { customer, team, owner: first })).id;
}
const save = async (conversationId: string, text: string, revision: number, mode: 'reply' | 'note' = 'reply') =>
  dataOf(await give(me, 'draft:save', { conversationId, mode, text, revision })).revision;
const textsOf = async (conversationId: string, asking = me) =>
  (await draftQueries['drafts.list'](deps, asking, { conversationId })).drafts.map((d) => [d.mode, d.text, d.revision]);

describe('drafts', () => {
  it('[CV4] are kept by conversation, author and mode', async () => {
    const id = await conversation();
    await save(id, 'ご連絡ありがとう', 1);
    await save(id, 'メモ', 1, 'note');
    dataOf(
      await give(askingAs(second), 'draft:save', { conversationId: id, mode: 'reply', text: '私の', revision: 9 }),
    );
    expect(await textsOf(id)).toEqual([
      ['note', 'メモ', 1],
      ['reply', 'ご連絡ありがとう', 1],
    ]);
    expect(await textsOf(id, askingAs(second))).toEqual([['reply', '私の', 9]]);
  });

  it('[CV4] are not overwritten by an older revision, whichever comes first', async () => {
    const id = await conversation();
    expect(await save(id, 'newer', 5)).toBe(5);
    expect(await save(id, 'older', 4)).toBe(5);
    await Promise.all([7, 9, 6, 8].map((revision) => save(id, `r${revision}`, revision)));
    expect(await textsOf(id)).toEqual([['reply', 'r9', 9]]);
  });

  it('are gone when saved empty, and an older revision that comes late does not bring them back', async () => {
    const id = await conversation();
    await save(id, 'half a sen', 1);
    await save(id, '', 3);
    await save(id, 'half a sentence', 2);
    expect(await textsOf(id)).toEqual([]);
  });

  it('[CV4] keep what goes beside the text: HTML, subject, copies; card numbers masked ([PR4])', async () => {
    const id = await conversation();
    const format = { html: '<p>カード 4242 4242 4242 4242</p>', subject: 'Re: ご注文', cc: ['a@example.jp'], bcc: [] };
    dataOf(await give(me, 'draft:save', { conversationId: id, mode: 'reply', text: 'カード', revision: 1, format }));
    const { drafts } = await draftQueries['drafts.list'](deps, me, { conversationId: id });
    expect(drafts[0]?.format).toMatchObject({ subject: 'Re: ご注文', cc: ['a@example.jp'], bcc: [] });
    expect(drafts[0]?.format?.html).toMatch(/^<p>カード .*4242<\/p>$/u);
    expect(drafts[0]?.format?.html).not.toContain('4242 4242 4242 4242');
  });

  it('are kept without what no database keeps: NUL and halves of characters', async () => {
    const id = await conversation();
    await save(id, `写真${String.fromCharCode(0)}を${String.fromCharCode(0xd83d)}送る`, 1);
    expect(await textsOf(id)).toEqual([['reply', '写真を\uFFFD送る', 1]]);
  });

  it('[CV4] survive a release, a claim by another and a handoff', async () => {
    const id = await conversation();
    await save(id, 'まだ途中', 1);
    dataOf(await give(me, 'conversation:release', { conversationId: id, epoch: 1 }));
    dataOf(await give(askingAs(second), 'conversation:claim', { conversationId: id, epoch: 2 }));
    expect(await textsOf(id)).toEqual([['reply', 'まだ途中', 1]]);
  });

  it('are refused on a conversation that is not there, and keep no card number ([PR4])', async () => {
    const nowhere = { conversationId: first.id, mode: 'reply', text: 'x', revision: 1 } as const;
    refusalOf(await give(me, 'draft:save', nowhere), 'not_found');
    const id = await conversation();
    await save(id, '4111-1111-1111-1111', 1);
    expect((await textsOf(id))[0]?.[1]).not.toContain('4111-1111');
  });
});
