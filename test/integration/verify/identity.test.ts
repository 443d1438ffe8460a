import { expect, it } from 'vitest';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const deps = testDeps(database);
const give = giveTo(deps);
const { team, lead } = await seedWorkspace(database.db);
const asking = askingAs(lead);
const run = (statement: string, values: unknown[] = []) => database.pool.query(statement, values);
const broken = async () =>
  (await verifyData(deps)).flatMap(({ rule, breaks }) => breaks.map(({ what }) => `${rule}: ${what}`));

it('[ID3] says which record is on another thread than its links make', async () => {
  const [a, b] = [await makeCustomer(database.db), await makeCustomer(database.db)];
  dataOf(await give(asking, 'identity:join', { customerId: a.id, otherId: b.id }));
  expect(await broken()).toEqual([]);
  await run('update customer set thread_id = null where id = $1', [b.id]);
  expect(await broken()).toEqual([`threads are what their links make of them [ID3]: customer ${b.id}`]);
  await run('update customer set thread_id = $2 where id = $1', [b.id, [a.id, b.id].sort()[0]]);
  expect(await broken()).toEqual([]);
});

it('[ID3] says which words stand on another record than their leg', async () => {
  const [a, b] = [await makeCustomer(database.db), await makeCustomer(database.db)];
  const { id, sessionId } = await makeConversation(database.db, { customer: a, team });
  const item = await makeItem(deps, a, { conversationId: id, sessionId });
  await run('update session set customer_id = $2 where id = $1', [sessionId, b.id]);
  expect(await broken()).toEqual([`what was said is on the record it was said to [ID3]: item ${item.id}`]);
  await run('update session set customer_id = $2 where id = $1', [sessionId, a.id]);
});

it('[ID2] says which answer does not match its links', async () => {
  const [a, b] = [await makeCustomer(database.db), await makeCustomer(database.db)];
  const [low, high] = [a.id, b.id].sort();
  const { rows } = await run(
    `insert into identity_suggestion (id, customer_a, customer_b, reasons, score, state, created_at)
      values (gen_random_uuid(), $1, $2, '{same_phone}', 50, 'joined', now()) returning id`,
    [low, high],
  );
  expect(await broken()).toEqual([`decisions about who is who match their links [ID2]: suggestion ${rows[0]?.id}`]);
});
