import { beforeEach, describe, expect, it } from 'vitest';
import { recordView } from '#server/domains/audit/record-view.service.ts';
import { sealAllViews, sealViews } from '#server/domains/audit/seal-views.service.ts';
import { auditChain } from '#server/domains/verify/audit-chain.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const { deps } = hub.app;
const anna = await hub.signIn(hub.agents[0]);
const asking = askingAs(hub.agents[0]);
const customer = await makeCustomer(database.db, [{ kind: 'phone', value: '090-1234-5678' }]);
const [phone] = customer.contactPoints;
const rows = async (query: string, values: unknown[] = []) => (await database.pool.query(query, values)).rows;
const chain = () => auditChain(database.db, deps.clock.now());
const look = (times: number) =>
  Promise.all(
    Array.from({ length: times }, () => recordView(deps, asking, { customerId: customer.id, what: 'customer' })),
  );

beforeEach(async () => {
  await rows('delete from view_record');
  await rows(`update audit_seal set seal_no = 0, hash = '\\x'`);
});

describe('looking at a customer', () => {
  it('[PR1] is one view for one opening, kept before the answer', async () => {
    expect((await anna.query('customer.open', { customerId: customer.id, reason: '問い合わせ' })).ok).toBe(true);
    await anna.query('timeline.page', { customerId: customer.id, from: { at: 'newest' } });
    expect(await rows('select actor_id, customer_id, what, reason from view_record')).toEqual([
      { actor_id: hub.agents[0].id, customer_id: customer.id, what: 'customer', reason: '問い合わせ' },
    ]);
  });

  const from = { at: 'newest' } as const;
  it.each([
    ['a page', () => anna.query('timeline.page', { customerId: customer.id, from })],
    ['the panel', () => anna.query('customer.panel', { customerId: customer.id })],
    ['a search', () => anna.query('timeline.search', { customerId: customer.id, text: '傘' })],
    [
      'catching up',
      () => anna.query('topic.catch-up', { topic: `customer:${customer.id}`, cursor: { generation: 'x', version: 0 } }),
    ],
  ] as const)('[PR1] is on record also when %s comes without an opening, once', async (_what, ask) => {
    expect((await ask()).ok).toBe(true);
    await ask();
    expect(await rows('select actor_id, customer_id, what, reason from view_record')).toEqual([
      { actor_id: hub.agents[0].id, customer_id: customer.id, what: 'customer', reason: 'not opened' },
    ]);
  });
});

describe('a contact point', () => {
  const shown = async () => {
    const answer = await anna.query('customer.panel', { customerId: customer.id });
    return answer.ok ? answer.data.contactPoints[0] : null;
  };

  it('[PR4] is masked until it is revealed with a reason, and that is a view', async () => {
    expect(await shown()).toMatchObject({ masked: true, value: expect.not.stringContaining('1234') });
    const ask = { contactPointId: phone?.id ?? '', customerId: customer.id };
    expect(await anna.command('contact-point:reveal', { ...ask, reason: ' ' })).toMatchObject({
      error: { code: 'invalid' },
    });
    expect(await rows("select 1 from view_record where what = 'contact_point'")).toEqual([]);
    const answer = await anna.command('contact-point:reveal', { ...ask, reason: '折り返し 4111 1111 1111 1111' });
    expect(answer).toEqual({ ok: true, data: { value: '+819012345678' } });
    expect(await rows('select what, contact_point_id, reason from view_record order by at, id')).toEqual([
      { what: 'customer', contact_point_id: null, reason: 'not opened' },
      { what: 'contact_point', contact_point_id: phone?.id, reason: '折り返し •••• 1111' },
    ]);
  });

  it('[PR4] is revealed for the customer who holds it alone', async () => {
    const other = await makeCustomer(database.db);
    const ask = { contactPointId: phone?.id ?? '', customerId: other.id, reason: 'curious' };
    expect(await anna.command('contact-point:reveal', ask)).toMatchObject({ error: { code: 'not_found' } });
    expect(await rows('select 1 from view_record')).toEqual([]);
  });

  it('[PR4] shows in full to the owner of an active conversation of that customer', async () => {
    const owned = await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[0] });
    expect(await shown()).toMatchObject({ masked: false, value: '+819012345678' });
    await rows("update conversation set status = 'resolved' where id = $1", [owned.id]);
    expect(await shown()).toMatchObject({ masked: true });
  });
});

describe('sealing', () => {
  it('[PR1] links every view to the one before it, each once, whoever seals', async () => {
    await look(25);
    await Promise.all(Array.from({ length: 5 }, () => sealViews(deps)));
    await look(5);
    await sealAllViews(deps);
    expect(
      await rows('select min(seal_no)::int as low, max(seal_no)::int as high, count(*)::int as count from view_record'),
    ).toEqual([{ low: 1, high: 30, count: 30 }]);
    expect(await chain()).toEqual([]);
  });

  it('[PR1] seals more than a batch', async () => {
    await rows(
      `insert into view_record (id, at, actor_type, actor_id, customer_id, what)
       select gen_random_uuid(), date_trunc('milliseconds', now()), 'agent', 'x', $1, 'customer' from generate_series(1, 1200)`,
      [customer.id],
    );
    await sealAllViews(deps);
    expect(await rows('select count(*)::int as left from view_record where seal_no is null')).toEqual([{ left: 0 }]);
    expect(await chain()).toEqual([]);
  });

  const tampering: [string, string][] = [
    ['another reason', `update view_record set reason = 'nothing' where seal_no = 5`],
    ['another person', `update view_record set actor_id = 'somebody' where seal_no = 5`],
    ['another time', `update view_record set at = at + interval '1 second' where seal_no = 5`],
    ['a row taken out', 'delete from view_record where seal_no = 5'],
    ['the first taken away', 'delete from view_record where seal_no = 1'],
    ['the last cut off', 'delete from view_record where seal_no = 10'],
    ['all of it gone', 'delete from view_record'],
    [
      'two changed places',
      'update view_record set seal_no = case seal_no when 5 then -6 else -5 end where seal_no in (5, 6)',
    ],
    [
      'one put in',
      `insert into view_record (id, at, actor_type, actor_id, customer_id, what, seal_no, hash) select gen_random_uuid(), at, actor_type, actor_id, customer_id, what, 11, hash from view_record where seal_no = 10`,
    ],
    ['a link forged', `update view_record set reason = 'x', hash = sha256('x') where seal_no = 5`],
  ];
  it.each(tampering)('[PR1] shows %s', async (_what, statement) => {
    await look(10);
    await sealAllViews(deps);
    expect(await chain()).toEqual([]);
    await rows(statement);
    await rows('update view_record set seal_no = -seal_no where seal_no < 0');
    expect(await chain()).not.toEqual([]);
  });

  it('[PR1] reports what is not sealed after ten seconds', async () => {
    await look(1);
    expect(await chain()).toEqual([]);
    await rows(`update view_record set at = at - interval '11 seconds'`);
    expect(await chain()).toMatchObject([{ what: '1 views', found: 'not sealed after 10 s' }]);
  });

  it('[PR1] happens by itself, before it is reported', async () => {
    const working = await testHub(database, { seeded: hub, work: true });
    await look(3);
    await expect
      .poll(() => rows('select count(*)::int as left from view_record where seal_no is null'), {
        timeout: 10_000,
        interval: 100,
      })
      .toEqual([{ left: 0 }]);
    await working.close();
  });
});
