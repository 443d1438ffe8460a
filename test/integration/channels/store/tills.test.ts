import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { signCall } from '#server/channels/webhooks/signed-call.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database, { work: true, publicUrl: 'https://hub.example.test' });
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const SECRET = 'a till’s secret of some length, indeed';

async function connected(adapter: string, fields: Record<string, string>) {
  const answer = await admin.command('channel:connect', { adapter, name: adapter, fields });
  if (!answer.ok) throw new Error(answer.error.message);
  const list = await admin.query('channel.list', {});
  const connection = list.ok ? list.data.connections.find((c) => c.id === answer.data.connectionId) : undefined;
  if (connection === undefined) throw new Error('it is listed');
  return connection;
}

const pos = await connected('pos', { secret: SECRET });
const path = new URL(pos.hookUrl ?? '').pathname;
const call = (events: unknown, over: { secret?: string; at?: Date; body?: (raw: string) => string } = {}) => {
  const raw = JSON.stringify({ events });
  const signature = signCall(over.secret ?? SECRET, Buffer.from(raw), over.at ?? new Date());
  return hub.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tsunagi-signature': signature },
    body: over.body?.(raw) ?? raw,
  });
};
const purchase = (id: string, customer = {}) => ({
  id,
  type: 'purchase',
  at: '2026-11-20T13:05:00+09:00',
  store: '銀座店',
  receiptNumber: id,
  customer,
  items: [{ name: '給水タンク', quantity: 1, price: { amount: 3300, currency: 'JPY' } }],
  total: { amount: 3300, currency: 'JPY' },
});
const itemsOf = (kind: string) =>
  db
    .selectFrom('timeline_item')
    .select(['kind', 'data', 'customer_id'])
    .where('kind', '=', kind)
    .orderBy('seq')
    .execute();

it('[CH2] a signed call puts a purchase on the card holder’s thread once, however often it comes', async () => {
  for (let n = 0; n < 5; n++) expect((await call([purchase('R-1', { loyalty: '0042-1187' })])).status).toBe(200);
  await vi.waitFor(async () => expect(await itemsOf('purchase')).toHaveLength(1), 30_000);
  const holder = await db
    .selectFrom('contact_point_link as l')
    .innerJoin('contact_point as p', 'p.id', 'l.contact_point_id')
    .select(['p.kind', 'p.value', 'l.verified_by'])
    .executeTakeFirstOrThrow();
  expect(holder).toMatchObject({ kind: 'loyalty', value: '00421187', verified_by: expect.stringContaining('pos:') });
  expect(await db.selectFrom('conversation').selectAll().execute()).toEqual([]);
});

it('[CH2] refuses a wrong secret, an old call and a changed byte, without detail', async () => {
  const before = (await itemsOf('purchase')).length;
  const refused = [
    await call([purchase('R-2')], { secret: 'another' }),
    await call([purchase('R-2')], { at: new Date(Date.now() - 301_000) }),
    await call([purchase('R-2')], { body: (raw) => raw.replace('3300', '3301') }),
    await hub.fetch(path, { method: 'POST', body: '{}' }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(await Promise.all(refused.map((r) => r.text()))).toEqual(['', '', '', '']);
  expect((await hub.fetch(`${path}x`, { method: 'POST' })).status).toBe(404);
  expect(await itemsOf('purchase')).toHaveLength(before);
});

it('[CH2] accepts two secrets while one rotates, and the new one alone after that', async () => {
  await admin.command('channel:rotate-secret', { connectionId: pos.id, field: 'secret', value: 'the new one' });
  expect((await call([purchase('R-3', { loyalty: '1' })])).status).toBe(200);
  expect((await call([purchase('R-4', { loyalty: '1' })], { secret: 'the new one' })).status).toBe(200);
  await admin.command('channel:drop-former-secret', { connectionId: pos.id, field: 'secret' });
  expect((await call([purchase('R-5', { loyalty: '1' })])).status).toBe(401);
  expect((await call([purchase('R-5', { loyalty: '1' })], { secret: 'the new one' })).status).toBe(200);
});

const webhookJobs = async () =>
  (await database.pool.query("select 1 from graphile_worker.jobs where task_identifier = 'webhook_event'")).rowCount;

it('keeps what a paused connection is sent, and works on it when it is resumed', async () => {
  await admin.command('channel:pause', { connectionId: pos.id });
  expect((await call([purchase('R-6', { loyalty: '6' })], { secret: 'the new one' })).status).toBe(200);
  const kept = await db
    .selectFrom('webhook_event')
    .select('state')
    .where('event_id', 'like', '%R-6')
    .executeTakeFirst();
  expect(kept?.state).toBe('new');
  // Its job looks, and leaves it.
  await expect.poll(webhookJobs).toBe(0);
  await admin.command('channel:resume', { connectionId: pos.id });
  await vi.waitFor(
    async () => {
      const items = await itemsOf('purchase');
      expect(items.map(({ data }) => (data as { receiptNumber: string }).receiptNumber)).toContain('R-6');
    },
    // The sweep would come later than this.
    { timeout: 15_000, interval: 200 },
  );
});

it('[CH4] quarantines what it cannot read, whole, and says so in settings', async () => {
  const raw = Buffer.from('{"events": [');
  const response = await hub.fetch(path, {
    method: 'POST',
    headers: { 'tsunagi-signature': signCall('the new one', raw, new Date()) },
    body: raw,
  });
  expect(response.status).toBe(200);
  expect(await db.selectFrom('quarantine').select(['reason', 'raw']).executeTakeFirst()).toEqual({
    reason: 'malformed',
    raw,
  });
  const list = await admin.query('channel.list', {});
  expect(list.ok && list.data.connections[0]?.health).toMatchObject({ state: 'failing', lastErrorCode: 'malformed' });
});

it('takes CSV files late, twice and while they are still being written, and reports bad lines beside them', async () => {
  const folder = await tempDir();
  await connected('till_csv', { folder, everySeconds: '1' });
  const csv =
    'type,date,time,store,receipt,loyalty,item,quantity,amount\n売上,2026-10-01,10:00,渋谷店,S-1,777,豆,2,2400\n';
  await writeFile(join(folder, 'day.csv'), csv.slice(0, 80));
  await appendFile(join(folder, 'day.csv'), csv.slice(80));
  const shibuya = async () =>
    (await itemsOf('purchase')).filter(({ data }) => (data as { store: string }).store === '渋谷店').length;
  await vi.waitFor(async () => expect(await shibuya()).toBe(1), { timeout: 40_000, interval: 200 });
  await writeFile(join(folder, 'again.csv'), `${csv}売上,いつか,,渋谷店,S-2,777,豆,1,1200\n`);
  await vi.waitFor(async () => expect((await readdir(join(folder, 'done'))).length).toBe(3), {
    timeout: 40_000,
    interval: 200,
  });
  expect(await shibuya()).toBe(1);
  expect(await readFile(join(folder, 'done', 'again.csv.problems.csv'), 'utf8')).toContain('3,"売上,いつか');
});

it('stores secrets sealed: no row of the database holds one', async () => {
  const row = await db.selectFrom('channel_connection').selectAll().where('id', '=', pos.id).executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain('the new one');
  expect(row.secrets?.toString('latin1')).not.toContain('the new one');
  const list = await admin.query('channel.list', {});
  expect(JSON.stringify(list)).not.toContain('the new one');
});
