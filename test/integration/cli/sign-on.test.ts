import { expect, inject, it } from 'vitest';
import { runCli } from '#test/support/cli.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const database = await testDatabase();
const hub = await testHub(database);
const { host, port, user } = inject('cluster');
const name = 'database' in database.address ? database.address.database : '';
const DATABASE_URL = `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;

async function letPasswordsIn(folder: string): Promise<unknown> {
  const { code, json } = await runCli(['sign-on', 'passwords', '--json', '--data', folder], { DATABASE_URL }).ended;
  return { code, ...(json as object) };
}

it('`tsunagi sign-on passwords` opens passwords again beside a running hub, once, and it stands in the record', async () => {
  const password_hash = await hub.app.auth.passwords.hash('correct horse battery');
  const admin = await makeAgent(database.db, [], { role: 'admin', password_hash });
  const sato = await makeAgent(database.db, [], { login: 'sato', password_hash });
  await database.pool.query(
    `update sign_on set enabled = true, issuer = 'https://login.example.test', client_id = 'desk', passwords = false,
       break_glass_id = $1`,
    [admin.id],
  );
  const status = async () => {
    const body = JSON.stringify({ login: sato.login, password: 'correct horse battery', client: 'desktop' });
    const headers = { 'content-type': 'application/json' };
    return (await hub.fetch('/api/v1/auth/login', { method: 'POST', headers, body })).status;
  };
  expect(await status()).toBe(401);
  const folder = await tempDir();
  expect(await letPasswordsIn(folder)).toMatchObject({ code: 0, ok: true, data: { passwords: true, changed: true } });
  expect(await status()).toBe(200);
  expect(await letPasswordsIn(folder)).toMatchObject({ code: 0, ok: true, data: { changed: false } });
  const log = await (await hub.signIn(admin)).query('settings.log', { limit: 5 });
  expect(log).toMatchObject({ data: { acts: [expect.objectContaining({ act: 'sign-on:set' })] } });
});
