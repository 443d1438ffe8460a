import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettingsFile } from '#electron/storage/settings-file.ts';
import { DEFAULT_SETTINGS } from '#shared/ipc/settings.ts';

let folder = '';
let said: string[] = [];
const path = () => join(folder, 'settings.json');
const open = () => openSettingsFile(path(), (line) => said.push(line));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-settings-'));
  said = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the settings file', () => {
  it('has defaults before it exists, without a word', () => {
    expect(open().settings()).toEqual(DEFAULT_SETTINGS);
    expect(said).toEqual([]);
  });

  it('keeps a change, and only that', async () => {
    expect(await open().change({ theme: 'dark' })).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(open().settings()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  });

  it('keeps the window beside the settings', async () => {
    const state = { bounds: { x: -10, y: 20, width: 1200, height: 800 }, maximized: true };
    const file = open();
    await Promise.all([file.rememberWindow(state), file.change({ locale: 'ja' })]);
    expect(open().window()).toEqual(state);
    expect(open().settings().locale).toBe('ja');
  });

  it('is whole after many changes at once, and leaves nothing beside it', async () => {
    const file = open();
    await Promise.all(Array.from({ length: 20 }, (_, index) => file.change({ zoom: 1 + index / 20 })));
    expect(JSON.parse(await readFile(path(), 'utf8')).settings.zoom).toBe(1.95);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('is readable by its owner only', async () => {
    await open().change({ theme: 'dark' });
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  it('loses only the parts that are wrong', async () => {
    const content = {
      settings: { theme: 'pink', locale: 'ja', zoom: 99 },
      window: { bounds: 'x' },
      hub: 'https://hub.example',
    };
    await writeFile(path(), JSON.stringify(content));
    expect(open().settings()).toEqual({ ...DEFAULT_SETTINGS, locale: 'ja' });
    expect(open().window()).toBeNull();
    expect(open().hub()).toBe('https://hub.example');
  });

  it.each(['', '{', 'null', '[]', '"x"', '\u0000'])('starts anew when it reads %j', async (content) => {
    await writeFile(path(), content);
    expect(open().settings()).toEqual(DEFAULT_SETTINGS);
  });

  it('says so when it cannot be written, and goes on', async () => {
    const file = openSettingsFile(join('/dev/null', 'settings.json'), (line) => said.push(line));
    expect((await file.change({ theme: 'dark' })).theme).toBe('dark');
    expect(said.join()).toContain('not written');
  });
});
