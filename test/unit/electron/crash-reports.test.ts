import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCrashReports } from '#electron/lifecycle/crash-reports.ts';
import { crashSender } from '#electron/lifecycle/send-crash.ts';

const id = (n: number) => `0190f2d2-0000-4000-8000-${String(n).padStart(12, '0')}`;
const DAY_S = 86_400;
const NOW = Date.parse('2026-11-22T00:00:00Z');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-crash-'));
  await mkdir(join(folder, 'completed'));
  await mkdir(join(folder, 'pending'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function crash(n: number, daysAgo: number, where = 'completed'): Promise<void> {
  const path = join(folder, where, `${id(n)}.dmp`);
  await writeFile(path, 'x'.repeat(n));
  await utimes(path, NOW / 1000 - daysAgo * DAY_S, NOW / 1000 - daysAgo * DAY_S);
}

describe('crash reports on this computer', () => {
  it('are listed newest first, wherever Crashpad has put them', async () => {
    await crash(1, 3);
    await crash(2, 1, 'pending');
    await writeFile(join(folder, 'completed', 'settings.dat'), 'x');
    await writeFile(join(folder, 'completed', 'evil.dmp'), 'x');
    const reports = openCrashReports(folder);
    expect(await reports.list()).toEqual([
      { id: id(2), at: '2026-11-21T00:00:00.000Z', bytes: 2 },
      { id: id(1), at: '2026-11-19T00:00:00.000Z', bytes: 1 },
    ]);
    expect((await reports.read(id(1)))?.length).toBe(1);
  });

  it('[DK1] are named by id alone: no path leads out of their folder', async () => {
    await writeFile(join(folder, 'secret.dmp'), 'x');
    const reports = openCrashReports(join(folder, 'completed'));
    expect(await reports.read('../secret')).toBeNull();
    await reports.remove('../secret');
    expect(await readdir(folder)).toContain('secret.dmp');
  });

  it('are put away one by one, and after thirty days or beyond twenty by themselves', async () => {
    for (let n = 1; n <= 25; n += 1) await crash(n, n);
    await crash(31, 31);
    await writeFile(join(folder, 'completed', `${id(31)}.meta`), '');
    const reports = openCrashReports(folder);
    await reports.remove(id(1));
    await reports.tidy(NOW);
    const left = await reports.list();
    expect(left.map((one) => one.bytes)).toEqual(Array.from({ length: 20 }, (_, n) => n + 2));
    expect(await readdir(join(folder, 'completed'))).not.toContain(`${id(31)}.meta`);
  });

  it('are none where there is no folder', async () => {
    expect(await openCrashReports(join(folder, 'none')).list()).toEqual([]);
  });
});

describe('sending a crash report', () => {
  let server: Server;
  let status = 200;
  const got: { headers: Record<string, unknown>; bytes: number }[] = [];
  beforeEach(async () => {
    got.length = 0;
    status = 200;
    server = createServer((request, response) => {
      let bytes = 0;
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      request.on('end', () => {
        got.push({ headers: request.headers, bytes });
        response.statusCode = status;
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const sender = (says: boolean, asked: unknown[] = []) =>
    crashSender({
      to: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`,
      confirm: async (host, bytes) => {
        asked.push([host, bytes]);
        return says;
      },
      fetch,
      version: '1.2.3',
      platform: 'linux',
    });

  it('waits for the agent’s word about this one, with where it goes and how large it is', async () => {
    const asked: unknown[] = [];
    expect(await sender(false, asked)(Buffer.alloc(10))).toBe(false);
    expect(got).toEqual([]);
    expect(asked).toEqual([[`127.0.0.1:${(server.address() as AddressInfo).port}`, 10]]);
  });

  it('sends it whole, with version and platform and nobody’s name', async () => {
    expect(await sender(true)(Buffer.alloc(70_000, 1))).toBe(true);
    expect(got[0]?.bytes).toBe(70_000);
    expect(got[0]?.headers).toMatchObject({ 'x-tsunagi-version': '1.2.3', 'x-tsunagi-platform': 'linux' });
    expect(got[0]?.headers).not.toHaveProperty('authorization');
    expect(got[0]?.headers).not.toHaveProperty('cookie');
  });

  it('says when it did not arrive', async () => {
    status = 500;
    await expect(sender(true)(Buffer.alloc(1))).rejects.toThrow('500');
  });
});
