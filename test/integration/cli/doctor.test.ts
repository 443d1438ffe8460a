import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '#test/support/cli.ts';
import { freePort } from '#test/support/free-port.ts';
import { tempDir } from '#test/support/temp-dir.ts';

type Report = { data: { ready: boolean; findings: { name: string; state: string; found: string; next?: string }[] } };

async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  const { code, json } = await runCli(['doctor', '--json', ...args], env).ended;
  const { ready, findings } = (json as Report).data;
  return { code, ready, finding: (name: string) => findings.find((one) => one.name === name) };
}

describe('tsunagi doctor', () => {
  it('finds what the hub needs, and changes nothing', async () => {
    const folder = await tempDir();
    const { code, ready, finding } = await doctor(['--data', join(folder, 'new'), '--port', String(await freePort())]);
    expect([code, ready]).toEqual([0, true]);
    expect(finding('Node')).toMatchObject({ state: 'ok', found: process.versions.node });
    expect(finding('embedded PostgreSQL')).toMatchObject({ state: 'ok', found: 'PostgreSQL 18' });
    expect(finding('data folder')).toMatchObject({ state: 'ok', found: expect.stringContaining('(new)') });
    expect(finding('port')).toMatchObject({ state: 'ok' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails when the hub could not run, and says the next step', async () => {
    const folder = await tempDir();
    await writeFile(join(folder, 'tsunagi.json'), JSON.stringify({ format: 1, schema: 999, version: '9.0.0' }));
    const { code, ready, finding } = await doctor(['--data', folder]);
    expect([code, ready]).toEqual([1, false]);
    expect(finding('data folder')).toMatchObject({
      state: 'missing',
      found: expect.stringContaining('Install the newer version'),
    });
  });

  it('looks at a database of one’s own instead of the folder', async () => {
    const port = await freePort();
    const { ready, finding } = await doctor([], { DATABASE_URL: `postgres://hub@127.0.0.1:${port}/desk` });
    expect(ready).toBe(false);
    expect(finding('database')).toMatchObject({
      state: 'missing',
      found: expect.stringContaining(`127.0.0.1:${port}/desk`),
    });
    expect(finding('data folder')).toBeUndefined();
  });
});
