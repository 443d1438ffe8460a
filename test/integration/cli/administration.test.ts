import { describe, expect, it } from 'vitest';
import { runCli } from '#test/support/cli.ts';
import { processesIn } from '#test/support/leak-check.ts';
import { tempDir } from '#test/support/temp-dir.ts';

type Answer = { ok: boolean; data: Record<string, string>; error: { code: string; message: string } };

async function tsunagi(folder: string, ...args: string[]) {
  const { code, json, stderr } = await runCli([...args, '--json', '--data', folder]).ended;
  return { code, stderr, ...(json as Answer) };
}

async function signIn(url: string, login: string, password: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, client: 'desktop' }),
  });
  return response.status;
}

describe('administration by command', () => {
  it('works without a hub running, and beside one', async () => {
    const folder = await tempDir();
    expect(await tsunagi(folder, 'team', 'add', '返品窓口')).toMatchObject({
      code: 0,
      ok: true,
      data: { name: '返品窓口' },
    });
    const sato = await tsunagi(
      folder,
      'agent',
      'add',
      'sato',
      '--name',
      '佐藤',
      '--team',
      '返品窓口',
      '--role',
      'lead',
    );
    expect(sato).toMatchObject({
      code: 0,
      data: { login: 'sato', role: 'lead', password: expect.stringMatching(/^[\w-]{20}$/) },
    });
    expect(processesIn(folder)).toEqual([]);

    const hub = runCli(['hub', '--data', folder, '--port', '0']);
    const url = (await hub.line(/^hub ready on /)).replace('hub ready on ', '');
    const suzuki = await tsunagi(folder, 'agent', 'add', 'suzuki');
    expect(suzuki).toMatchObject({ code: 0, stderr: '' });
    expect(await signIn(url, 'sato', sato.data['password'] ?? '')).toBe(200);
    expect(await signIn(url, 'suzuki', suzuki.data['password'] ?? '')).toBe(200);
    expect(await signIn(url, 'sato', 'something else')).toBe(401);
    expect(await tsunagi(folder, 'key', 'add', 'shop', '--grant', 'identity:assert')).toMatchObject({
      code: 0,
      data: { name: 'shop', key: expect.stringMatching(/^tk_[\w-]{43}$/), grants: ['identity:assert'] },
    });
  });

  it('refuses what is taken, what is not there, and what is not allowed, by name', async () => {
    const folder = await tempDir();
    const hub = runCli(['hub', '--data', folder, '--port', '0']);
    await hub.line(/^hub ready on /);
    await tsunagi(folder, 'agent', 'add', 'sato');
    const cases = [
      [['agent', 'add', 'sato'], 1, /“sato” is taken/],
      [['agent', 'add', 'ito', '--team', '無い'], 1, /no team “無い”.*tsunagi team add/],
      [['agent', 'add', 'Ito Hanako'], 2, /LOGIN is “Ito Hanako”/],
      [['agent', 'add', 'ito', '--role', 'boss'], 2, /--role is “boss”. Expected agent, lead, admin, clerk/],
      [['key', 'add', 'shop', '--grant', 'all'], 2, /--grant is “all”. Expected identity:assert/],
    ] as const;
    for (const [args, code, message] of cases) {
      expect(await tsunagi(folder, ...args)).toMatchObject({
        code,
        ok: false,
        error: { message: expect.stringMatching(message) },
      });
    }
  });
});
