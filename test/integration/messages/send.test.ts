import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
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
const { team, agents } = await seedWorkspace(db);
const [first, second] = agents;
const me = askingAs(first);

/** A conversation of mine with one customer's message, which I have seen. */
async function talking(over = {}) {
  const customer = await makeCustomer(db);
  const { id, sessionId } = await makeConversation(db, { customer, team, owner: first, over });
  await makeItem(deps, customer, { conversationId: id, data: { text: '届きません' } });
  return { customer, sessionId, input: { conversationId: id, epoch: 1, seen: { [customer.id]: 1 } } };
}

const staleItems = (error: WireError) => ((error.details?.['items'] ?? []) as TimelineItem[]).map((item) => item.seq);
const countItems = async (customerId: string) =>
  (await db.selectFrom('timeline_item').select('seq').where('customer_id', '=', customerId).execute()).length;

describe('sending a message', () => {
  it('puts it on the thread for the customer under the public name, sent at the commit', async () => {
    const { customer, sessionId, input } = await talking({ customer_waits_since: deps.clock.now() });
    deps.changes.length = 0;
    const { item } = dataOf(await give(me, 'message:send', { ...input, text: 'お調べします' }));
    expect(item).toMatchObject({
      kind: 'message',
      seq: 2,
      visibility: 'customer',
      direction: 'out',
      channel: 'chat',
      sessionId,
      data: { text: 'お調べします' },
      delivery: { state: 'sent' },
    });
    expect(item.author).toMatchObject({ type: 'agent', id: first.id, name: expect.stringMatching(/^Agent /) });
    expect(deps.changes[0]).toMatchObject({ topic: `customer:${customer.id}`, item: { delivery: { state: 'sent' } } });
    const row = await db
      .selectFrom('conversation')
      .select(['preview', 'customer_waits_since', 'reply_due_at', 'last_item_at'])
      .where('id', '=', input.conversationId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      preview: 'お調べします',
      customer_waits_since: null,
      reply_due_at: null,
      last_item_at: deps.clock.now(),
    });
  });

  it('[CV1] is the owner’s alone, at the epoch of now', async () => {
    const { input } = await talking();
    const bySecond = await give(askingAs(second), 'message:send', { ...input, text: 'x' });
    expect(refusalOf(bySecond, 'not_owner').details).toMatchObject({ owner: first.name });
    refusalOf(await give(me, 'message:send', { ...input, epoch: 2, text: 'x' }), 'not_owner');
  });

  it('is refused once resolved, and on a channel nobody answers on', async () => {
    const resolved = await talking({ status: 'resolved' });
    refusalOf(await give(me, 'message:send', { ...resolved.input, text: 'x' }), 'wrong_state');
    const onPhone = await talking({ channel: 'phone' });
    refusalOf(await give(me, 'message:send', { ...onPhone.input, text: 'x' }), 'no_channel');
  });

  it('[PR4] masks a card number before it is stored, in the preview too', async () => {
    const { input } = await talking();
    const { item } = dataOf(await give(me, 'message:send', { ...input, text: 'card 4111 1111 1111 1111' }));
    expect(JSON.stringify(item.data)).not.toContain('4111 1111');
    const row = await db
      .selectFrom('conversation')
      .select('preview')
      .where('id', '=', input.conversationId)
      .executeTakeFirstOrThrow();
    expect(row.preview).not.toContain('4111 1111');
  });
});

describe('a send that is behind', () => {
  it('[CV3] sends nothing and gives the customer’s item its author had not seen', async () => {
    const { customer, input } = await talking();
    await makeItem(deps, customer, { conversationId: input.conversationId, data: { text: 'やっぱり返品で' } });
    const refusal = refusalOf(await give(me, 'message:send', { ...input, text: '交換します' }), 'stale');
    expect(staleItems(refusal)).toEqual([2]);
    expect(refusal.details).toMatchObject({
      items: [{ data: { text: 'やっぱり返品で' } }],
      conversation: { id: input.conversationId, epoch: 1 },
    });
    expect(await countItems(customer.id)).toBe(2);
  });

  it('[CV3] goes through when given again with what came, as a new command', async () => {
    const { customer, input } = await talking();
    await makeItem(deps, customer, { conversationId: input.conversationId });
    refusalOf(await give(me, 'message:send', { ...input, text: 'x' }), 'stale');
    dataOf(await give(me, 'message:send', { ...input, seen: { [customer.id]: 2 }, text: 'x' }));
  });

  it('[SY2] keeps no receipt of `stale`: the same command may be tried again', async () => {
    const { input, customer } = await talking();
    await makeItem(deps, customer, { conversationId: input.conversationId });
    await give(me, 'message:send', { ...input, text: 'x' });
    const kept = await db.selectFrom('command_receipt').select('answer').where('name', '=', 'message:send').execute();
    expect(kept.filter((row) => JSON.stringify(row.answer).includes('stale'))).toEqual([]);
  });

  it('[CV3] counts a colleague’s message to the customer in another conversation', async () => {
    const { customer, input } = await talking();
    const author = { type: 'agent', id: second.id } as const;
    await makeItem(deps, customer, { direction: 'out', author, data: { text: 'もう発送しました' } });
    expect(staleItems(refusalOf(await give(me, 'message:send', { ...input, text: 'x' }), 'stale'))).toEqual([2]);
  });

  it('[CV3] counts a change of status by somebody else, and what an order became', async () => {
    const { customer, input } = await talking();
    const system = { visibility: 'internal', direction: 'none', author: { type: 'system' } } as const;
    const event = { event: 'status_changed', status: 'open' } as const;
    await makeItem(deps, customer, { ...system, kind: 'system', conversationId: input.conversationId, data: event });
    const shop = { type: 'integration', name: 'shop' } as const;
    const cancelled = { number: 'A-1', state: 'cancelled', items: [] } as const;
    await makeItem(deps, customer, {
      kind: 'order',
      channel: 'shop',
      visibility: 'customer',
      author: shop,
      data: cancelled,
    } as never);
    expect(staleItems(refusalOf(await give(me, 'message:send', { ...input, text: 'x' }), 'stale'))).toEqual([2, 3]);
  });

  it('does not count one’s own items, a colleague’s note, a page the visitor opened, or old news', async () => {
    const { customer, input } = await talking();
    const { conversationId } = input;
    dataOf(await give(me, 'message:send', { ...input, text: '一つ目' }));
    dataOf(
      await give(me, 'conversation:set-status', { conversationId, epoch: 1, status: 'waiting', waitingOn: 'store' }),
    );
    dataOf(await give(askingAs(second), 'note:add', { customerId: customer.id, conversationId, text: '在庫あり' }));
    await makeItem(deps, customer, { kind: 'browse', visibility: 'internal', data: { title: '靴' } } as never);
    await makeItem(deps, customer, { historical: true, data: { text: '昨年のご連絡' } });
    dataOf(await give(me, 'message:send', { ...input, text: '二つ目' }));
  });

  it('[CV3] has no gap between look and send: of a race with the customer, the answer is never blind', async () => {
    const { customer, input } = await talking();
    for (let round = 1; round <= 20; round++) {
      const seen = { [customer.id]: await countItems(customer.id) };
      const [answer] = await Promise.all([
        give(me, 'message:send', { ...input, seen, text: `answer ${round}` }),
        makeItem(deps, customer, { conversationId: input.conversationId, data: { text: `question ${round}` } }),
      ]);
      const last = await db
        .selectFrom('timeline_item')
        .select('direction')
        .where('customer_id', '=', customer.id)
        .orderBy('seq', 'desc')
        .executeTakeFirstOrThrow();
      // Sent: then it stands before the question. Refused: then it stands nowhere.
      expect([answer.ok, last.direction]).toEqual([answer.ok, 'in']);
    }
  });
});

describe('attachments', () => {
  async function upload(ownerId: string) {
    const id = deps.ids.next();
    const facts = { owner_type: 'agent', owner_id: ownerId, name: '写真.png', mime: 'image/png', size: 3 } as const;
    const bytes = Buffer.from('abc');
    await db
      .insertInto('blob')
      .values({ id, ...facts, sha256: bytes, bytes, created_at: deps.clock.now() })
      .execute();
    return id;
  }

  it('go out with the names and sizes that the hub stored', async () => {
    const { input } = await talking();
    const blobId = await upload(first.id);
    const told = { blobId, name: 'evil.exe', mime: 'text/html', size: 1 };
    const { item } = dataOf(await give(me, 'message:send', { ...input, text: '', attachments: [told] }));
    expect(item.data).toMatchObject({ attachments: [{ blobId, name: '写真.png', mime: 'image/png', size: 3 }] });
  });

  it('of somebody else, or of another customer’s thread, are not found and nothing is sent', async () => {
    const { input, customer } = await talking();
    const foreign = await upload(second.id);
    const file = { name: 'x', mime: 'image/png', size: 1 };
    refusalOf(
      await give(me, 'message:send', { ...input, text: 'x', attachments: [{ blobId: foreign, ...file }] }),
      'not_found',
    );
    const mine = await upload(first.id);
    const elsewhere = await talking();
    dataOf(await give(me, 'message:send', { ...elsewhere.input, text: '', attachments: [{ blobId: mine, ...file }] }));
    refusalOf(
      await give(me, 'message:send', { ...input, text: 'x', attachments: [{ blobId: mine, ...file }] }),
      'not_found',
    );
    expect(await countItems(customer.id)).toBe(1);
  });
});
