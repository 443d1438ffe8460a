import { describe, expect, it } from 'vitest';
import { queryHandlers } from '#server/queries/table.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import type { QueryInput, QueryOutput } from '#shared/wire/queries.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, agents, lead } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);
const colleague = askingAs(second);
const boss = askingAs(lead);

const since = (asking: typeof me, input: QueryInput<'thread.since'>): Promise<QueryOutput<'thread.since'>> =>
  queryHandlers['thread.since'](deps, asking, input);
const page = (input: QueryInput<'timeline.page'>) =>
  queryHandlers['timeline.page'](deps, me, { limit: 50, ...input } as Parameters<
    (typeof queryHandlers)['timeline.page']
  >[2]);
const seqs = (items: readonly { seq: number }[]) => items.map(({ seq }) => seq);

async function thread() {
  const customer = await makeCustomer(db);
  const conversation = await makeConversation(db, { customer, team, owner: first });
  const say = async (over: Parameters<typeof makeItem>[2] = {}) => {
    deps.clock.advance(60_000);
    return makeItem(deps, customer, { conversationId: conversation.id, ...over });
  };
  return { customer, conversation, say };
}
const mark = async (asking: typeof me, customerId: string, seq: number) =>
  dataOf(await give(asking, 'seen:mark', { customerId, seen: { [customerId]: seq } }));

describe('catch me up', () => {
  it('tells nothing to who never saw the thread', async () => {
    const { customer, say } = await thread();
    await say();
    expect(await since(me, { customerId: customer.id })).toEqual({ lines: [], count: 0 });
  });

  it('tells what came since across channels, without one’s own acts, and where it begins', async () => {
    const { customer, say } = await thread();
    await say();
    await mark(me, customer.id, 1);
    await say({ channel: 'line' });
    await say({ channel: 'line' });
    await say({
      direction: 'out',
      author: { type: 'agent', id: first.id, name: first.name },
      data: { text: 'わたしです' },
    });
    await say({
      kind: 'call',
      channel: 'phone',
      data: { durationSec: 240, outcome: 'answered', agentName: '木村' },
    } as never);
    const told = await since(me, { customerId: customer.id });
    expect(told).toMatchObject({ count: 3, first: { customerId: customer.id, seq: 2 }, since: { [customer.id]: 1 } });
    expect(told.lines).toMatchObject([
      { what: 'customer_wrote', channel: 'line', count: 2, items: [{ seq: 2 }, { seq: 3 }] },
      { what: 'call', by: '木村', seconds: 240, state: 'answered' },
    ]);
    await mark(me, customer.id, 5);
    expect((await since(me, { customerId: customer.id })).count).toBe(0);
  });

  it('[TL5] tells an agent nothing of what only a lead may read', async () => {
    const { customer, say } = await thread();
    await say();
    await Promise.all([mark(me, customer.id, 1), mark(boss, customer.id, 1)]);
    await say({
      kind: 'note',
      visibility: 'lead',
      direction: 'none',
      author: { type: 'agent', id: second.id, name: second.name },
      data: { text: '不正の疑い' },
    } as never);
    expect(await since(me, { customerId: customer.id })).toMatchObject({ count: 0, lines: [] });
    expect((await since(boss, { customerId: customer.id })).lines).toMatchObject([{ what: 'noted', count: 1 }]);
  });

  it('never goes backwards, never beyond what there is, and is each agent’s own', async () => {
    const { customer, say } = await thread();
    for (let i = 0; i < 3; i++) await say();
    await mark(me, customer.id, 2);
    await mark(me, customer.id, 1);
    expect((await since(me, { customerId: customer.id })).since).toEqual({ [customer.id]: 2 });
    await mark(me, customer.id, 99);
    expect((await since(me, { customerId: customer.id })).since).toEqual({ [customer.id]: 3 });
    expect((await since(colleague, { customerId: customer.id })).since).toBeUndefined();
  });

  it('[ID3] tells what came on every record of a linked thread, and nothing of one that joined later', async () => {
    const [a, b] = [await thread(), await thread()];
    await a.say();
    await b.say();
    await mark(me, a.customer.id, 1);
    const join = { customerId: a.customer.id, otherId: b.customer.id };
    dataOf(await give(boss, 'identity:join', join));
    const both = await since(me, { customerId: b.customer.id });
    expect(Object.keys(both.since ?? {})).toEqual([a.customer.id]);
    dataOf(
      await give(me, 'seen:mark', { customerId: a.customer.id, seen: { [a.customer.id]: 50, [b.customer.id]: 50 } }),
    );
    await b.say({ channel: 'email' });
    const told = await since(me, { customerId: a.customer.id });
    expect(told.lines).toMatchObject([{ what: 'customer_wrote', channel: 'email', count: 1 }]);
    expect(told.first?.customerId).toBe(b.customer.id);
  });

  it('[HO3] tells what came since the snapshot of a handoff', async () => {
    const { customer, say } = await thread();
    for (let i = 0; i < 4; i++) await say();
    expect((await since(me, { customerId: customer.id, since: { [customer.id]: 3 } })).first?.seq).toBe(4);
  });
});

describe('[HO3] the thread as it was', () => {
  it('is what a snapshot says, page by page, whatever came since', async () => {
    const { customer, say } = await thread();
    for (let i = 0; i < 30; i++) await say();
    const asOf = { snapshot: { [customer.id]: 12 } };
    const newest = await page({ customerId: customer.id, from: { at: 'newest' }, asOf, limit: 5 });
    expect(seqs(newest.items)).toEqual([8, 9, 10, 11, 12]);
    expect(newest).toMatchObject({ older: true, newer: false });
    if (newest.first === undefined) throw new Error('a page of five has a first');
    const before = await page({
      customerId: customer.id,
      from: { at: 'before', position: newest.first },
      asOf,
      limit: 50,
    });
    expect(seqs(before.items)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const around = await page({ customerId: customer.id, from: { at: 'item', seq: 12 }, asOf, limit: 9 });
    expect(seqs(around.items)).toEqual([9, 10, 11, 12]);
    expect(around.newer).toBe(false);
  });

  it('is what the hub had by an instant: what happened before and came later is not there', async () => {
    const { customer, say } = await thread();
    await say();
    await say();
    const then = deps.clock.now();
    deps.clock.advance(1000);
    await makeItem(deps, customer, { occurredAt: new Date(then.getTime() - 90_000), data: { text: '遅れて届いた' } });
    await say();
    const old = await page({ customerId: customer.id, from: { at: 'newest' }, asOf: { at: then.toISOString() } });
    expect(seqs(old.items)).toEqual([1, 2]);
    const early = await page({
      customerId: customer.id,
      from: { at: 'newest' },
      asOf: { at: '2020-01-01T00:00:00.000Z' },
    });
    expect(early.items).toEqual([]);
  });

  it('finds every instant of a longer thread', async () => {
    const { customer, say } = await thread();
    const times: Date[] = [];
    for (let i = 0; i < 9; i++) times.push(new Date((await say()).receivedAt));
    for (const [index, at] of times.entries()) {
      const then = await page({ customerId: customer.id, from: { at: 'newest' }, asOf: { at: at.toISOString() } });
      expect(then.items.filter((item) => !isHidden(item))).toHaveLength(index + 1);
    }
  });

  it('can be looked at when it was handed over or changed its owner', async () => {
    const { customer, conversation, say } = await thread();
    await say();
    await say();
    dataOf(await give(me, 'conversation:release', { conversationId: conversation.id, epoch: 1 }));
    deps.clock.advance(1000);
    dataOf(await give(colleague, 'conversation:claim', { conversationId: conversation.id, epoch: 2 }));
    const { moments, begins } = await queryHandlers['thread.moments'](deps, me, {
      customerId: customer.id,
      limit: 200,
    });
    expect(moments).toMatchObject([
      { kind: 'owner', from: { name: first.name }, to: { name: team.name } },
      { kind: 'owner', to: { name: second.name } },
    ]);
    expect(begins).toBeDefined();
    const [at] = moments;
    if (at === undefined) throw new Error('two moments were expected');
    const then = await page({ customerId: customer.id, from: { at: 'newest' }, asOf: at.asOf });
    expect(seqs(then.items)).toEqual([1, 2, 3]);
  });
});
