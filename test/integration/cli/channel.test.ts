import { expect, inject, it } from 'vitest';
import { adminLog } from '#server/domains/settings/admin-log.service.ts';
import { runCli } from '#test/support/cli.ts';
import { testDatabase } from '#test/support/database.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const { db, address } = await testDatabase();
const { host, port, user } = inject('cluster');
const name = 'database' in address ? address.database : '';
const DATABASE_URL = `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;

type Answer = { ok: boolean; data: Record<string, string>; error: { code: string } };

it('what is set by command stands on record as done by command, without a secret', async () => {
  const folder = await tempDir();
  const channel = async (args: readonly string[], input?: string): Promise<Answer> =>
    (await runCli(['channel', ...args, '--json', '--data', folder], { DATABASE_URL }, input).ended).json as Answer;
  const former = 'f'.repeat(40);
  const fresh = 'n'.repeat(40);
  const added = await channel(['add', 'pos', '--name', 'Tills', '--fields', '-'], `secret=${former}\n`);
  const id = added.data['id'] ?? '';
  await channel(['pause', id]);
  await channel(['resume', id]);
  expect(await channel(['rotate', id, 'secret'], '\n')).toMatchObject({ ok: false, error: { code: 'bad_config' } });
  expect(await channel(['rotate', id, 'secret'], fresh)).toMatchObject({ ok: true });
  expect(await channel(['remove', id])).toMatchObject({ ok: true });

  const { acts } = await adminLog({ db }, { limit: 10 });
  expect(acts.map(({ act, name: of, before, after }) => ({ act, of, before, after }))).toMatchObject([
    { act: 'channel:remove', of: 'Tills', before: { name: 'Tills', adapter: 'pos' }, after: undefined },
    { act: 'channel:rotate-secret', of: 'Tills', before: {}, after: {} },
    { act: 'channel:resume', of: 'Tills', before: { state: 'paused' }, after: { state: 'active' } },
    { act: 'channel:pause', of: 'Tills', before: { state: 'active' }, after: { state: 'paused' } },
    {
      act: 'channel:connect',
      of: 'Tills',
      before: undefined,
      after: { name: 'Tills', adapter: 'pos', state: 'active' },
    },
  ]);
  expect(acts.some((act) => 'by' in act)).toBe(false);
  const kept = await db.selectFrom('admin_log').selectAll().execute();
  expect(kept.map(({ actor_id }) => actor_id)).toEqual([null, null, null, null, null]);
  expect(JSON.stringify(kept)).not.toMatch(/f{40}|n{40}/);
});
