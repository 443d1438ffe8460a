import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { addApiKey } from '#server/auth/add-api-key.ts';
import { parseManifest } from '#server/db/backup/manifest.ts';
import { runCli } from '#test/support/cli.ts';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';
import { urlOf } from '#test/support/two-hubs.ts';

const CUSTOMERS = 12;
const SENDERS = 4;

const database = await testDatabase();
const hub = await testHub(database, { work: true });
const elsewhere = await testDatabase();
const home = await makeTempDir();
afterAll(() => removeDir(home));

/** Senders, an agent who opens threads, and files, until it is stopped; gives how many items and files were acknowledged. */
async function startLoad() {
  const { key } = await addApiKey(hub.app.deps, 'load', ['identity:assert']);
  const agent = await hub.signIn(hub.agents[0]);
  let going = true;
  let acked = 0;
  let files = 0;
  async function send(sender: number): Promise<void> {
    for (let n = 0; going; n += 1) {
      const event = {
        source: `load-${sender}`,
        externalId: String(n),
        kind: 'message',
        occurredAt: new Date().toISOString(),
        channel: 'email',
        direction: 'in',
        customer: { contactPoints: [{ kind: 'email', value: `c${n % CUSTOMERS}@example.test`, verified: true }] },
        data: { text: `送り手${sender}の${n}通目\n\tタブと\\逆斜線` },
      };
      const answer = await hub.fetch('/api/v1/events', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify([event]),
      });
      const body = (await answer.json()) as { data?: { lines: { status: string }[] } };
      if (body.data?.lines[0]?.status === 'accepted') acked += 1;
    }
  }
  async function look(): Promise<void> {
    while (going) {
      const inbox = await agent.query('inbox.list', { tab: 'all' });
      if (inbox.ok)
        for (const row of inbox.data.rows.slice(0, 3))
          await agent.query('customer.open', { customerId: row.customerId });
      const { ok } = await agent.fetch('/api/v1/blobs?name=note.txt', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: randomUUID(),
      });
      if (ok) files += 1;
    }
  }
  const working = Promise.all([...Array.from({ length: SENDERS }, (_, sender) => send(sender)), look()]);
  // Whoever stops it is told.
  working.catch(() => undefined);
  return {
    acked: () => acked,
    files: () => files,
    async stop() {
      going = false;
      await working;
    },
  };
}

/** Every thread as one hash, up to a place in each. */
const THREADS = `select t.customer_id, max(t.seq)::int as last,
  md5(string_agg(t::text, '|' order by t.seq)) as hash from timeline_item t
  join unnest($1::uuid[], $2::bigint[]) as upto (customer_id, seq) on upto.customer_id = t.customer_id and t.seq <= upto.seq
  group by t.customer_id order by t.customer_id`;

/** The real command, against one of the databases; what it says. */
async function tsunagi(at: typeof database, ...args: string[]) {
  const env = { DATABASE_URL: urlOf(at.address), TSUNAGI_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') };
  const { code, json, stderr } = await runCli([...args, '--json', '--data', home], env).ended;
  return { code, stderr, ...(json as { ok: boolean; data: Record<string, unknown> }) };
}

it('[SY6] [TL2] [HO7] a backup taken under load is one moment: restored elsewhere verify is clean, every thread equal', async () => {
  const load = await startLoad();
  onTestFinished(load.stop);
  await expect.poll(load.acked, { timeout: 30_000 }).toBeGreaterThan(100);
  await expect.poll(load.files, { timeout: 30_000 }).toBeGreaterThan(0);
  const before = load.acked();
  const folder = join(home, 'backup');
  const taken = await tsunagi(database, 'backup', folder);
  const during = load.acked() - before;
  await load.stop();
  expect(taken).toMatchObject({ code: 0, ok: true });
  expect(during).toBeGreaterThan(0);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);

  // The command proves every rule before it says that it is whole; `verify` is asked again, as one would.
  expect(await tsunagi(elsewhere, 'restore', folder)).toMatchObject({ code: 0, data: { whole: true, broken: [] } });
  expect(await tsunagi(elsewhere, 'verify')).toMatchObject({ code: 0, data: { whole: true } });

  const heads = await elsewhere.pool.query<{ id: string; last: string }>(
    'select customer_id as id, max(seq) as last from timeline_item group by 1',
  );
  expect(heads.rows).toHaveLength(CUSTOMERS);
  const upTo = [heads.rows.map(({ id }) => id), heads.rows.map(({ last }) => last)];
  const [there, here] = [await elsewhere.pool.query(THREADS, upTo), await database.pool.query(THREADS, upTo)];
  expect(there.rows).toHaveLength(CUSTOMERS);
  expect(there.rows).toEqual(here.rows);

  // Files that were uploaded meanwhile came along, each with its bytes.
  const { rows: files } = await elsewhere.pool.query('select sha256(bytes) = sha256 as whole from blob');
  const manifest = parseManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
  expect(files.length).toBe(manifest?.tables.find(({ name }) => name === 'blob')?.rows);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter(({ whole }) => whole !== true)).toEqual([]);

  const generation = 'select generation, team_generation as team from workspace';
  const [now] = (await elsewhere.pool.query(generation)).rows;
  const [then] = (await database.pool.query(generation)).rows;
  expect(now.generation).not.toBe(then.generation);
  expect(now.team).not.toBe(then.team);
}, 180_000);
