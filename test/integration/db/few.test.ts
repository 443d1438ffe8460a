import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { few } from '#server/db/few.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';

const { db } = await testDatabase();
const people = [await makeCustomer(db), await makeCustomer(db), await makeCustomer(db)].map(({ id }) => id);

const found = async (ids: readonly string[]) => {
  const { rows } = await sql<{ id: string }>`${PREPARED}
    select id from customer where id = any(${few(ids, 'uuid')}) order by id`.execute(db);
  return rows.map(({ id }) => id);
};

describe('a list of few', () => {
  it.each([0, 1, 2, 3])('finds what %i of it name, and nothing for what it is filled up with', async (many) => {
    expect(await found(people.slice(0, many))).toEqual(people.slice(0, many).sort());
  });

  it('may be a long one', async () => {
    const strangers = Array.from({ length: 200 }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
    expect(await found([...strangers, ...people])).toEqual([...people].sort());
  });

  it('is planned once, and not at every call', async () => {
    const plans = await db.connection().execute(async (one) => {
      const name = sql`${PREPARED}
        select p.id from customer c join contact_point_link l on l.customer_id = c.id
        join contact_point p on p.id = l.contact_point_id where c.id = any(${few(people, 'uuid')})`;
      for (let n = 0; n < 12; n++) await name.execute(one);
      return sql<{ generic: number; custom: number }>`
        select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
        where statement like '%contact_point_link l on l.customer_id%'`.execute(one);
    });
    expect(plans.rows).toEqual([{ generic: 7, custom: 5 }]);
  });
});
