import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '#build/root.ts';
import { newSigningKeys } from '#server/auth/signing-keys.ts';
import { backupKeys } from '#server/db/backup/backup-keys.ts';
import { loadAsTaken, loadBackup } from '#server/db/backup/load-backup.ts';
import { type OpenedBackup, openBackup } from '#server/db/backup/open-backup.ts';
import { takeBackup } from '#server/db/backup/take-backup.ts';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { migrate } from '#server/db/migrate.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import { openPool } from '#server/db/pool.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { prepareJobsAt } from '#server/jobs/runner.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { blankDatabase } from '#test/support/database.ts';
import { withClient } from '#test/support/leak-check.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';

const released = join(root, 'test/fixtures/released');
const migrations = await readMigrations();
const livedIn = await readFile(join(released, 'lived-in-0001.sql'), 'utf8');
const livedInLater = await readFile(join(released, 'lived-in-0024.sql'), 'utf8');
const keys = backupKeys(Buffer.alloc(32, 7));
const old = await blankDatabase();
const target = await blankDatabase();

/** Takes every row away; not by `truncate`, which makes new files for a hundred tables. */
const EMPTY = `do $$ declare name text; begin
  set local session_replication_role = replica;
  for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' loop
    execute format('delete from public.%I', name);
  end loop;
end $$`;
const CLEAN = 'drop schema public cascade; create schema public';
/** What nobody may lose, in columns that every schema has. */
const KEPT = [
  'select customer_id, seq::int, id, kind, visibility, source, external_id, occurred_at, author, data from timeline_item order by 1, 2',
  'select id, number::int, status, owner_agent_id, owner_team_id, epoch::int, subject, preview from conversation order by 1',
  'select conversation_id, epoch::int, agent_id, team_id, reason from assignment order by 1, 2',
  'select id, name, kana, last_seq::int, topic_version::int from customer order by 1',
  'select kind, value from contact_point order by 1, 2',
  'select contact_point_id, customer_id, verified_by from contact_point_link order by 1',
  'select item_id, state from delivery',
  'select id, state, from_agent_id, to_agent_id from handoff',
  'select id, text, due_at, state from commitment',
  'select text from draft',
  'select topic, version::int, type, ref from topic_event order by 1, 2',
  'select entity, entity_id, customer_id, seq::int, body, grams from search_entry order by 2',
  'select id, name, bytes from blob',
  'select login, name, role, password_hash from agent order by 1',
  'select name, locale, widget_secret from workspace',
];
/** Rows that were lived in later than the first schema, and what nobody may lose of them from there on. */
const LATER = 24;
const KEPT_LATER = [
  'select id, number, our_number, parts, agent_id, state from call',
  'select item_id, connection_id, provider_id, state, sent_at from outgoing',
  'select id, adapter, name, settings, secrets, path_token from channel_connection',
];
/** Reckoned from the parts of a call; both languages of a saved reply in one row. */
const SAID_OTHERWISE = [
  'select menu_ms, talk_ms, hold_ms from call',
  `select shortcut, ja ->> 'body' as ja, en ->> 'body' as en, state from saved_reply order by 1`,
];
const SAID = [
  [{ menu_ms: 0, talk_ms: 60_000, hold_ms: 60_000 }],
  [
    { shortcut: 'hello', ja: null, en: 'Good day.', state: 'approved' },
    { shortcut: 'sent', ja: '本日発送しました。', en: 'It left today.', state: 'approved' },
  ],
];
const keptIn = (address: DatabaseAddress, queries: readonly string[] = KEPT) =>
  withClient(address, async (client) => {
    const tables: unknown[] = [];
    for (const sql of queries) tables.push((await client.query(sql)).rows);
    return tables;
  });
const broken = async (address: DatabaseAddress) => {
  const { db, close } = openPool(address, { applicationName: 'test' });
  try {
    return (await verifyData({ db, clock: systemClock })).filter(({ breaks }) => breaks.length > 0);
  } finally {
    await close();
  }
};

let kept: unknown[];
let keptLater: unknown[];
/** Backups of the schemas at which rows came in, to be brought to this version at the end. */
const backups = new Map<number, OpenedBackup>();
const home = await makeTempDir();
afterAll(() => removeDir(home));
beforeAll(async () => {
  await migrate(old, { upTo: 1 });
  await withClient(old, (client) => client.query(livedIn));
  // Somebody's own, beside ours: it is left out of every backup, and refuses no restore.
  await withClient(old, (client) => client.query('create table customer_bak (id serial)'));
  kept = await keptIn(old);
});

it('released migrations are what they were when they were released', async () => {
  const known = JSON.parse(await readFile(join(released, 'migrations.json'), 'utf8')) as unknown[];
  const now = migrations.map(({ name, checksum }) => ({ name, checksum }));
  expect(now.slice(0, known.length)).toEqual(known);
});

const restored = {
  putObject: null,
  pauseChannels: false,
  signingKeys: newSigningKeys(),
  prepareJobs: (at: DatabaseAddress) => prepareJobsAt(at, pino({ level: 'silent' })),
};
async function backupOf(address: DatabaseAddress) {
  const folder = join(home, randomUUID());
  const options = { folder, version: '0.1.0', takenAt: new Date(), keys, objectBytes: async () => null };
  const { manifest } = await takeBackup(address, options);
  return { manifest, backup: await openBackup(folder, { keys, otherKey: false }) };
}

/**
 * One hub grows through all schemas: what it is at each is what a start of this version would find there and go on from. Beside it
 * a database without rows grows as well, and takes at each schema what was backed up of it.
 */
describe('a hub of a released schema', () => {
  it.each(migrations)('of $name keeps everything, and so does its backup', async ({ number }) => {
    const report = await migrate(old, { upTo: number });
    expect(report.version).toBe(number);
    if (number === LATER) {
      await withClient(old, (client) => client.query(livedInLater));
      keptLater = await keptIn(old, KEPT_LATER);
    }
    expect(await keptIn(old)).toEqual(kept);
    if (number >= LATER) expect(await keptIn(old, KEPT_LATER)).toEqual(keptLater);
    const { manifest, backup } = await backupOf(old);
    expect(manifest.schema).toBe(number);
    await loadAsTaken(target, backup, restored);
    expect(await keptIn(target)).toEqual(kept);
    if (number >= LATER) expect(await keptIn(target, KEPT_LATER)).toEqual(keptLater);
    if (number === 1 || number === LATER) backups.set(number, backup);
    await withClient(target, (client) => client.query(EMPTY));
  });

  it('became this version, and every rule holds; what later schemas say otherwise is said so', async () => {
    expect(await broken(old)).toEqual([]);
    expect(await keptIn(old, SAID_OTHERWISE)).toEqual(SAID);
  });

  it.each([1, LATER])(
    'comes to this version from a backup of schema %i in one go, and every rule holds',
    async (number) => {
      const backup = backups.get(number);
      if (backup === undefined) throw new Error('the test before made no backup');
      await withClient(target, (client) => client.query(CLEAN));
      const report = await loadBackup(target, backup, restored);
      expect([report.applied.length, report.version]).toEqual([migrations.length - number, migrations.length]);
      expect(await keptIn(target)).toEqual(kept);
      expect(await broken(target)).toEqual([]);
      if (number < LATER) return;
      expect(await keptIn(target, KEPT_LATER)).toEqual(keptLater);
      expect(await keptIn(target, SAID_OTHERWISE)).toEqual(SAID);
    },
  );
});
