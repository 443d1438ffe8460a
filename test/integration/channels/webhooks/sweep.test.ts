import { expect, it } from 'vitest';
import { findConnection } from '#server/channels/connections/connections.repository.ts';
import { openConnection } from '#server/channels/connections/open-connection.ts';
import { posProvider } from '#server/channels/store/pos.provider.ts';
import { takeWebhook } from '#server/channels/webhooks/take-webhook.service.ts';
import { sweepWebhooks } from '#server/channels/webhooks/work-webhook.service.ts';
import { startJobs } from '#server/jobs/runner.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db, pool } = database;
const hub = await testHub(database);
const { deps } = hub.app;
// Makes the queue's tables; nobody works on them here.
await (await startJobs(pool, deps.logger, { tasks: {} })).stop();
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const fields = { secret: 'a till’s secret of some length, indeed' };
const { connectionId } = dataOf(await admin.command('channel:connect', { adapter: 'pos', name: 'Tills', fields }));
const record = await findConnection(db, connectionId);
const door = posProvider.webhook;
if (record === null || door === undefined) throw new Error('it is connected');
const connection = openConnection(deps, record);

const take = async (...ids: string[]) => {
  const events = ids.map((id) => ({ id, type: 'visit', store: '銀座店' }));
  await takeWebhook(deps, connection, door, {
    method: 'POST',
    rawBody: Buffer.from(JSON.stringify({ events })),
    headers: {},
    query: {},
    contentType: 'application/json',
    pathAndQuery: '/',
  });
  await db
    .updateTable('webhook_event')
    .set({ received_at: new Date(Date.now() - 600_000) })
    .execute();
};
type Job = { readonly key: string; readonly queue_name: string | null; readonly locked_at: Date | null };
const jobs = async (): Promise<Job[]> =>
  (await pool.query<Job>("select key, queue_name, locked_at from graphile_worker.jobs where key like 'webhook%'")).rows;
const lockAll = async (age: string) => {
  const set = `locked_at = now() - interval '${age}', locked_by = 'a hub that is gone'`;
  await pool.query(`update graphile_worker._private_jobs set ${set} where key like 'webhook%'`);
  await pool.query(`update graphile_worker._private_job_queues set ${set}`);
};

it('[CH2] an event that waits or is worked on keeps its lane and its one job; a lost one gets a new job', async () => {
  await take('1', '2');
  const before = await jobs();
  expect(new Set(before.map(({ queue_name: lane }) => lane)).size).toBe(1);
  expect(before[0]?.queue_name).toMatch(/^hook_/);
  await lockAll('1 minute');
  await sweepWebhooks(deps);
  expect((await jobs()).map(({ queue_name: lane, locked_at: at }) => [lane, at !== null])).toEqual(
    before.map(({ queue_name: lane }) => [lane, true]),
  );
  await pool.query("delete from graphile_worker._private_jobs where key like 'webhook%'");
  await sweepWebhooks(deps);
  expect((await jobs()).map(({ key }) => key).sort()).toEqual(before.map(({ key }) => key).sort());
});

it('[CH2] a lane that a hub which is gone was working in is free again, with what it was working on', async () => {
  await take('3');
  await lockAll('3 minutes');
  await sweepWebhooks(deps);
  expect((await jobs()).every(({ locked_at: at }) => at === null)).toBe(true);
  const { rows } = await pool.query('select 1 from graphile_worker._private_job_queues where locked_at is not null');
  expect(rows).toEqual([]);
});

it('[CH2] long ids of events stay apart', async () => {
  const long = '9'.repeat(400);
  await take(`${long}a`, `${long}b`);
  const kept = await db.selectFrom('webhook_event').select('event_id').where('event_id', 'like', 'sha256:%').execute();
  expect(kept).toHaveLength(2);
});
