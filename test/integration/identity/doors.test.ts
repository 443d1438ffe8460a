import { expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const agent = await hub.signIn(hub.agents[0]);
const lead = await hub.signIn(hub.lead);
const admin = await hub.signIn(await makeAgent(database.db, [], { role: 'admin' }));

it('[PR5] agents and leads decide who is who; the quality lists are for leads, and nothing of it for administrators', async () => {
  const [a, b] = [await makeCustomer(database.db), await makeCustomer(database.db)];
  const pair = { customerId: a.id, otherId: b.id };
  const forbidden = { ok: false, error: { code: 'forbidden' } };
  expect(await admin.query('identity.suggestions', { customerId: a.id })).toMatchObject(forbidden);
  expect(await admin.command('identity:join', pair)).toMatchObject(forbidden);
  expect(await agent.query('quality.list', { view: 'duplicates' })).toMatchObject(forbidden);
  expect(await lead.query('quality.list', { view: 'duplicates' })).toMatchObject({ ok: true });
  expect(await agent.query('identity.preview', pair)).toMatchObject({ ok: true, data: { joined: false } });
  expect(await agent.command('identity:join', pair)).toMatchObject({ ok: true });
  expect(await agent.query('identity.history', { customerId: b.id })).toMatchObject({
    ok: true,
    data: { events: [{ event: 'joined', standing: true }] },
  });
});

it('[SY2] the same join given twice is one, with the same answer; another body is a conflict', async () => {
  const [a, b, c] = await Promise.all([1, 2, 3].map(() => makeCustomer(database.db)));
  const id = '0199aaaa-0000-7000-8000-0000000000f1';
  const first = await agent.command('identity:join', { customerId: a!.id, otherId: b!.id }, id);
  expect(await agent.command('identity:join', { customerId: a!.id, otherId: b!.id }, id)).toEqual(first);
  expect(await agent.command('identity:join', { customerId: a!.id, otherId: c!.id }, id)).toMatchObject({
    error: { code: 'conflict' },
  });
});

it('[PR1] opening a thread of two is on record as a view of each', async () => {
  const [a, b] = [await makeCustomer(database.db), await makeCustomer(database.db)];
  await agent.command('identity:join', { customerId: a.id, otherId: b.id });
  expect(await agent.query('customer.open', { customerId: b.id })).toMatchObject({ ok: true });
  const views = await database.db
    .selectFrom('view_record')
    .select('customer_id')
    .where('customer_id', 'in', [a.id, b.id])
    .where('actor_id', '=', agent.agent.id)
    .execute();
  expect(views.map((view) => view.customer_id).sort()).toEqual([a.id, b.id].sort());
});
