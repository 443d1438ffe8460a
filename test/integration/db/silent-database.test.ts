import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { isDatabaseGone } from '#server/db/database-gone.ts';
import { openPool } from '#server/db/pool.ts';
import { together } from '#server/db/together.ts';
import { chaosProxy } from '#test/support/chaos-proxy.ts';
import { testDatabase } from '#test/support/database.ts';

const { address } = await testDatabase();
if ('connectionString' in address) throw new Error('the tests’ cluster is found by its socket');
const { host, port, user, database } = address;
const proxy = await chaosProxy({ targets: [`${host}/.s.PGSQL.${port}`] });
const lost: Error[] = [];
const through = openPool(
  { host: '127.0.0.1', port: proxy.port, user, database },
  { max: 4, silenceMs: 500, onConnectionLost: (error) => void lost.push(error) },
);
afterAll(async () => {
  await through.close();
  await proxy.close();
});

const oneOf = async () => (await sql<{ one: number }>`select 1 as one`.execute(through.db)).rows;
const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'it was answered',
    (error: unknown) => error,
  );

it('[SY6] gives up what a database that is gone without a word owes, and asks anew when it is back', async () => {
  await Promise.all([oneOf(), oneOf(), oneOf()]);
  const back = proxy.blackHole();
  const errors = await Promise.all([
    failure(oneOf()),
    failure(together(through.db, [sql`select 1`, sql`select 2`])),
    failure(through.db.transaction().execute(async (tx) => sql`select 1`.execute(tx))),
  ]);
  for (const error of errors) expect(isDatabaseGone(error as Error)).toBe(true);
  expect(lost.map(({ message }) => message)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('silent')),
  );
  expect(through.pool.totalCount).toBe(0);
  back();
  expect(await oneOf()).toEqual([{ one: 1 }]);
});

it('leaves alone who is told something meanwhile, and who waits for nothing', async () => {
  await Promise.all([oneOf(), oneOf(), oneOf()]);
  const [open] = [through.pool.totalCount, lost.splice(0)];
  // More than two seconds, in pieces that each come sooner than silence is given up.
  const { rows } = await sql`
    select repeat('x', 4000), pg_sleep(0.05) from generate_series(1, 45)`.execute(through.db);
  expect(rows).toHaveLength(45);
  expect(through.pool.totalCount).toBe(open);
  expect(lost).toEqual([]);
});

it('the server is told to look for us, and to let go of what we held', async () => {
  const { rows } = await sql<{ name: string }>`
    select name, setting from pg_settings where name like 'tcp_%' and source = 'client' order by name`.execute(
    through.db,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'tcp_keepalives_count',
    'tcp_keepalives_idle',
    'tcp_keepalives_interval',
  ]);
});
