import { describe, expect, it } from 'vitest';
import { assertMayLeave, mayLeave } from '#server/domains/messages/may-leave.ts';
import { ITEM_KINDS } from '#shared/domain/item-data.ts';
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

describe('a note', () => {
  it('[TL5] is internal, by whoever may read the thread, and has no delivery', async () => {
    const { id } = await makeConversation(db, { customer, team, owner: first });
    const note = { customerId: customer.id, conversationId: id, text: '在庫は3つ', mentions: [first.id] };
    const { item } = dataOf(await give(askingAs(second), 'note:add', note));
    expect(item).toMatchObject({
      kind: 'note',
      visibility: 'internal',
      direction: 'none',
      data: { mentions: [first.id] },
    });
    expect(await db.selectFrom('delivery').select('state').where('item_id', '=', item.id).execute()).toEqual([]);
  });

  it('stands on a thread without a conversation too', async () => {
    const newcomer = await makeCustomer(db);
    const { item } = dataOf(await give(me, 'note:add', { customerId: newcomer.id, text: '来店予定' }));
    expect(item).toMatchObject({ seq: 1, customerId: newcomer.id });
    expect(item).not.toHaveProperty('conversationId');
  });

  it('is refused on another customer’s conversation, for nobody, and with a mention of nobody', async () => {
    const other = await makeCustomer(db);
    const { id } = await makeConversation(db, { customer: other, team, owner: first });
    const wrong = await give(me, 'note:add', { customerId: customer.id, conversationId: id, text: 'x' });
    refusalOf(wrong, 'not_found');
    refusalOf(await give(me, 'note:add', { customerId: first.id, text: 'x' }), 'not_found');
    refusalOf(await give(me, 'note:add', { customerId: customer.id, text: 'x', mentions: [customer.id] }), 'invalid');
  });
});

describe('what may leave for the customer', () => {
  it('[TL5] is a message the customer may read, and nothing else of any kind or visibility', () => {
    const visibilities = ['customer', 'internal', 'lead', 'private'] as const;
    const leaving = ITEM_KINDS.flatMap((kind) => visibilities.map((visibility) => ({ kind, visibility }))).filter(
      mayLeave,
    );
    expect(leaving).toEqual([{ kind: 'message', visibility: 'customer' }]);
    expect(() => assertMayLeave({ kind: 'note', visibility: 'customer' })).toThrow(
      expect.objectContaining({ code: 'internal_item' }),
    );
  });
});
