import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { keepHouse } from '#server/jobs/housekeeping.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';

const DAY_MS = 24 * 60 * 60_000;
const database = await testDatabase();
const clock = fakeClock();
const hub = await testHub(database, { clock });
const customer = await makeCustomer(database.db);

const notes = async (): Promise<number> =>
  (await database.db.selectFrom('timeline_item').select('id').where('customer_id', '=', customer.id).execute()).length;

it('[SY2] a command sent again after 29 days gets its first answer; after 31 days its id is nobody’s', async () => {
  const [agent] = hub.agents;
  const id = randomUUID();
  const give = async (text: string) =>
    (await hub.signIn(agent)).command('note:add', { customerId: customer.id, text }, id);
  const first = await give('Call back on Friday');
  expect(first.ok).toBe(true);

  clock.advance(29 * DAY_MS);
  await keepHouse({ db: database.db, clock });
  expect(await give('Call back on Friday')).toEqual(first);
  expect(await give('Call back on Monday')).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await notes()).toBe(1);

  clock.advance(2 * DAY_MS);
  await keepHouse({ db: database.db, clock });
  const again = await give('Call back on Friday');
  expect(again.ok).toBe(true);
  expect(again).not.toEqual(first);
  expect(await notes()).toBe(2);
});
