import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartEntry, startAtLogin } from '#electron/native/start-at-login.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-config-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const told: unknown[] = [];
const app = { setLoginItemSettings: (settings: unknown) => told.push(settings) };

describe('[DK3] starting with the computer', () => {
  it('is an entry of the session on Linux, and none when it is not wanted', async () => {
    const parts = { platform: 'linux', app, configFolder: folder, program: ['/opt/Tsunagi/tsunagi'] };
    await startAtLogin(true, parts);
    expect(await readFile(join(folder, 'autostart/tsunagi.desktop'), 'utf8')).toContain(
      'Exec="/opt/Tsunagi/tsunagi" --at-login\n',
    );
    await startAtLogin(false, parts);
    expect(await readdir(join(folder, 'autostart'))).toEqual([]);
    await startAtLogin(false, parts);
  });

  it.each(['darwin', 'win32'])('is the OS’s own list on %s', async (platform) => {
    told.length = 0;
    await startAtLogin(true, { platform, app, configFolder: folder, program: ['x'] });
    expect(told).toEqual([{ openAtLogin: true, args: ['--at-login'] }]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('names a program with odd characters so that no shell and no launcher reads them', () => {
    expect(autostartEntry(['/home/x/My "App" $HOME 100%/a.AppImage'])).toContain(
      'Exec="/home/x/My \\\\"App\\\\" \\\\$HOME 100%%/a.AppImage" --at-login',
    );
  });
});
