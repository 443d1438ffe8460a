import { afterAll, expect, it, vi } from 'vitest';
import { createConnectionRunners } from '#server/channels/connections/run-connections.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';

const database = await testDatabase();
const { db, pool } = database;
const hub = await testHub(database);
const { deps } = hub.app;
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const folder = await makeTempDir();
afterAll(() => removeDir(folder));
const fields = { folder };
dataOf(await admin.command('channel:connect', { adapter: 'till_csv', name: 'Tills', fields }));

const holders = async () =>
  (
    await pool.query<{ pid: number }>(
      "select pid from pg_locks where locktype = 'advisory' and classid = 7386412 and database = (select oid from pg_database where datname = current_database())",
    )
  ).rows.map(({ pid }) => pid);

it('runs a connection on one hub; a cut lock connection goes back to the pool, and another is taken', async () => {
  const [one, other] = [createConnectionRunners(deps), createConnectionRunners(deps)];
  await one.look();
  await other.look();
  const [first, ...more] = await holders();
  expect(more).toEqual([]);
  // The hub beside it asks things too, for moments.
  const taken = () => pool.totalCount - pool.idleCount;
  const before = taken();
  for (let n = 0; n < 3; n++) {
    const [held] = await holders();
    await pool.query('select pg_terminate_backend($1)', [held]);
    await vi.waitFor(async () => expect(await holders()).toEqual([]), 30_000);
    await vi.waitFor(async () => {
      await one.look();
      expect(await holders()).toHaveLength(1);
    }, 30_000);
  }
  await vi.waitFor(() => expect(taken()).toBeLessThanOrEqual(before), 30_000);
  expect((await holders())[0]).not.toBe(first);
  await one.stop();
  await other.look();
  expect(await holders()).toHaveLength(1);
  await other.stop();
  expect(await holders()).toEqual([]);
});
