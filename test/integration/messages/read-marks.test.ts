import { describe, expect, it } from 'vitest';
import type { Asking } from '#server/asking.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { agents } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);

async function makeVisitor(): Promise<{ visitor: Asking; customerId: string }> {
  const id = deps.ids.next();
  const customer = await makeCustomer(db, [{ kind: 'visitor', value: id }]);
  const now = deps.clock.now();
  const contact_point_id = customer.contactPoints[0]?.id ?? '';
  const row = { id, secret_hash: Buffer.from(id), contact_point_id, customer_id: customer.id, created_at: now };
  await db
    .insertInto('visitor')
    .values({ ...row, last_seen_at: now })
    .execute();
  return {
    visitor: { actor: { role: 'visitor', id, teamIds: [] }, name: 'Visitor', locale: 'ja' },
    customerId: customer.id,
  };
}

/** A visitor who asked something, an agent who claimed it and answered. */
async function answered() {
  const { visitor, customerId } = await makeVisitor();
  const asked = dataOf(await give(visitor, 'visitor:send', { text: '在庫はありますか' })).item;
  const conversationId = asked.conversationId ?? '';
  dataOf(await give(me, 'conversation:claim', { conversationId, epoch: 1 }));
  const seen = { [customerId]: asked.seq + 1 };
  const answer = dataOf(await give(me, 'message:send', { conversationId, epoch: 2, text: 'ございます', seen })).item;
  return { visitor, customerId, conversationId, asked, answer };
}
const marks = () =>
  deps.changes.flatMap((change) =>
    change.to === 'topic' && change.event.type === 'read_marked' ? [change.event] : [],
  );

describe('a visitor', () => {
  it('[CV10] who writes opens a conversation in the default team’s queue, and goes on in it', async () => {
    const { visitor, customerId } = await makeVisitor();
    const page = { title: '革靴', url: 'https://shop.example/shoes' };
    const one = dataOf(await give(visitor, 'visitor:send', { text: 'こんにちは', page })).item;
    const two = dataOf(await give(visitor, 'visitor:send', { text: 'サイズは？', page })).item;
    expect(one.conversationId).toBeDefined();
    expect(two.conversationId).toBe(one.conversationId);
    expect(one).toMatchObject({
      direction: 'in',
      visibility: 'customer',
      author: { type: 'customer' },
      channel: 'chat',
    });
    const pages = await db
      .selectFrom('timeline_item')
      .select(['data', 'visibility'])
      .where('customer_id', '=', customerId)
      .where('kind', '=', 'browse')
      .execute();
    // The page they are on is told once, to the agents.
    expect(pages).toEqual([{ data: page, visibility: 'internal' }]);
  });

  it('[SY5] who reads makes answers `read`, with a mark for the agents', async () => {
    const { visitor, conversationId, answer } = await answered();
    deps.changes.length = 0;
    dataOf(await give(visitor, 'visitor:mark-read', { seq: answer.seq }));
    expect(marks()).toMatchObject([{ conversationId, by: 'customer', seq: answer.seq }]);
    const delivery = await db
      .selectFrom('delivery')
      .select('state')
      .where('item_id', '=', answer.id)
      .executeTakeFirst();
    expect(delivery).toEqual({ state: 'read' });
  });

  it('marks only forward, and only as far as there is an answer', async () => {
    const { visitor, answer } = await answered();
    deps.changes.length = 0;
    dataOf(await give(visitor, 'visitor:mark-read', { seq: answer.seq - 1 }));
    dataOf(await give(visitor, 'visitor:mark-read', { seq: 9999 }));
    dataOf(await give(visitor, 'visitor:mark-read', { seq: answer.seq }));
    expect(marks().map((mark) => mark.seq)).toEqual([answer.seq]);
  });
});

describe('an owner', () => {
  it('who reads raises a mark that never falls and never passes the thread', async () => {
    const { conversationId, customerId, asked, answer } = await answered();
    const mark = (seq: number) => give(me, 'thread:mark-read', { conversationId, customerId, seq });
    deps.changes.length = 0;
    for (const seq of [asked.seq, asked.seq + 1, asked.seq, 9999]) dataOf(await mark(seq));
    expect(marks()).toMatchObject([
      { by: 'agent', seq: asked.seq },
      { by: 'agent', seq: asked.seq + 1 },
      { by: 'agent', seq: answer.seq },
    ]);
  });

  it('alone sets it: a colleague who looks on leaves no mark', async () => {
    const { conversationId, customerId, asked } = await answered();
    deps.changes.length = 0;
    dataOf(await give(askingAs(second), 'thread:mark-read', { conversationId, customerId, seq: asked.seq }));
    expect(marks()).toEqual([]);
  });
});
