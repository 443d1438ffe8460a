import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockSettings } from '#electron/policy/locked-settings.ts';
import { openSettingsFile } from '#electron/storage/settings-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-locked-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const file = () => openSettingsFile(join(folder, 'settings.json'), () => undefined);

describe('preferences a company has locked', () => {
  it('[DK3] hold whatever is asked for, and let the others be changed', async () => {
    const settings = lockSettings(file(), { theme: 'dark', zoom: 1.25 });
    expect(settings.settings()).toMatchObject({ theme: 'dark', zoom: 1.25, density: 'comfortable' });
    expect(await settings.change({ theme: 'light', density: 'compact' })).toMatchObject({
      theme: 'dark',
      density: 'compact',
    });
    expect(settings.settings()).toMatchObject({ theme: 'dark', density: 'compact' });
  });

  it('give back what the agent had chosen when the policy is gone', async () => {
    await file().change({ theme: 'light' });
    await lockSettings(file(), { theme: 'dark' }).change({ theme: 'system', locale: 'ja' });
    expect(file().settings()).toMatchObject({ theme: 'light', locale: 'ja' });
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).not.toContain('dark');
  });

  it('keep the window and the hub as the file has them', async () => {
    const settings = lockSettings(file(), { theme: 'dark' });
    await settings.chooseHub('https://hub.example.jp');
    expect(lockSettings(file(), {}).hub()).toBe('https://hub.example.jp');
  });
});

describe('[DK3] where the window was', () => {
  const at = (x: number) => ({ bounds: { x, y: 0, width: 1200, height: 800 }, maximized: false });

  it('is kept for each arrangement of displays', async () => {
    await file().rememberWindow(at(10), 'office');
    await file().rememberWindow(at(20), 'train');
    expect(file().window('office')).toEqual(at(10));
    expect(file().window('train')).toEqual(at(20));
  });

  it('is as it was last where these displays were never seen', async () => {
    await file().rememberWindow(at(10), 'office');
    await file().rememberWindow(at(20), 'train');
    expect(file().window('home')).toEqual(at(20));
    expect(file().window()).toEqual(at(20));
  });

  it('is forgotten for the arrangement that was longest not used', async () => {
    const settings = file();
    for (let n = 0; n < 12; n += 1) await settings.rememberWindow(at(n), `desk ${n}`);
    await settings.rememberWindow(at(100), 'desk 0');
    await settings.rememberWindow(at(12), 'desk 12');
    await settings.rememberWindow(at(50), 'one more');
    // Not known any more: as it was last.
    expect(file().window('desk 1')).toEqual(at(50));
    expect(file().window('desk 0')).toEqual(at(100));
  });
});
