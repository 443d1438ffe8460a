import { expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();

it('makes a workspace, a customer, a conversation and an item', async () => {
  const deps = testDeps(database);
  const { team, agents } = await seedWorkspace(deps.db);
  const customer = await makeCustomer(deps.db, [{ kind: 'phone', value: '090-1234-5678' }]);
  expect(customer.contactPoints[0]?.value).toBe('+819012345678');
  const conversation = await makeConversation(deps.db, { customer, team, owner: agents[0] });
  const item = await makeItem(deps, customer, { conversationId: conversation.id, sessionId: conversation.sessionId });
  expect(item).toMatchObject({ seq: 1, kind: 'message', conversationId: conversation.id });
  expect(deps.changes).toHaveLength(1);
});
