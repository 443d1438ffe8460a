import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { runBackup } from '#server/cli/backup.ts';
import { createOutput } from '#server/cli/output.ts';
import { runCli } from '#test/support/cli.ts';
import { testDatabase } from '#test/support/database.ts';
import { TEST_VAULT_KEY } from '#test/support/factories/deps.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { urlOf } from '#test/support/two-hubs.ts';

const database = await testDatabase();
await seedWorkspace(database.db);
const key = { TSUNAGI_SECRET_KEY: TEST_VAULT_KEY.toString('base64') };

async function tsunagi(env: Record<string, string>, ...args: string[]) {
  const { code, json } = await runCli([...args, '--json'], { DATABASE_URL: urlOf(database.address), ...env }).ended;
  const answer = json as { ok: boolean; data: Record<string, unknown>; error: { code: string } };
  return { code, ...answer };
}

it('backup names folders by the time, and removes older ones of its own naming alone', async () => {
  const at = await tempDir();
  const [data, backups] = [join(at, 'data'), join(at, 'backups')];
  const [oldest, older, strange] = ['tsunagi-20260101T033000Z', 'tsunagi-20260102T033000Z', 'tsunagi-notes'];
  for (const name of [oldest, older, strange]) await mkdir(join(backups, name), { recursive: true });

  const taken = await tsunagi(key, 'backup', '--into', backups, '--keep', '2', '--data', data);
  expect(taken).toMatchObject({ code: 0, data: { removed: [oldest] } });
  const folder = String(taken.data['folder']);
  expect(await readdir(backups)).toEqual([older, basename(folder), strange]);

  // Without the key nothing is made, so that it can still be put in its place.
  expect(await tsunagi({}, 'restore', folder, '--data', data)).toMatchObject({
    code: 1,
    error: { code: 'backup_other_key' },
  });
  await expect(readdir(data)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('backup wants one folder, however it is named', async () => {
  const output = createOutput(true);
  const refused = { code: 'bad_config', details: { setting: 'FOLDER' } };
  await expect(runBackup(output, undefined, {})).rejects.toMatchObject(refused);
  await expect(runBackup(output, '/a', { into: '/b' })).rejects.toMatchObject(refused);
  await expect(runBackup(output, undefined, { into: '/b', keep: '0' })).rejects.toMatchObject({ code: 'bad_config' });
});

it('backup makes nothing: no database where there is none, and no key', async () => {
  const at = await tempDir();
  const [typo, backup] = [join(at, 'typo'), join(at, 'backup')];
  await expect(runBackup(createOutput(true), backup, { data: typo })).rejects.toMatchObject({ code: 'backup_nothing' });
  const env = { DATABASE_URL: urlOf(database.address) };
  const { json } = await runCli(['backup', backup, '--json', '--data', typo], env).ended;
  expect(json).toMatchObject({ ok: false, error: { code: 'backup_no_key' } });
  expect(await readdir(at)).toEqual([]);
});
