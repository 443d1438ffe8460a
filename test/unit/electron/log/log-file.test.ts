import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from '#electron/lifecycle/log/log-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the log on this computer', () => {
  it('gives the newest lines, oldest first, over two starts', () => {
    openLogFile(join(folder, 'logs')).add('one');
    const again = openLogFile(join(folder, 'logs'));
    again.add('two');
    again.add('three');
    expect(again.lines(10)).toEqual(['one', 'two', 'three']);
    expect(again.lines(2)).toEqual(['two', 'three']);
  });

  it('is for this user’s eyes', async () => {
    const log = openLogFile(join(folder, 'logs'));
    log.add('one');
    expect((await stat(join(folder, 'logs/desktop.log'))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'logs'))).mode & 0o077).toBe(0);
  });

  it('grows to two files and no further', async () => {
    const log = openLogFile(folder, 1000);
    for (let n = 0; n < 500; n += 1) log.add(`line ${n}`);
    expect((await readdir(folder)).sort()).toEqual(['desktop.1.log', 'desktop.log']);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(1000);
    const lines = log.lines(10_000);
    expect(lines.at(-1)).toBe('line 499');
    expect(lines.length).toBeGreaterThan(80);
    // None is missing between the first kept and the last.
    expect(lines).toEqual(Array.from({ length: lines.length }, (_, n) => `line ${500 - lines.length + n}`));
  });

  it('has one line for each entry, whatever is in it', () => {
    const log = openLogFile(folder);
    log.add('one\r\ntwo\nthree');
    expect(log.lines(10)).toEqual(['one ⏎ two ⏎ three']);
  });

  it('stops nothing where it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const log = openLogFile(join(folder, 'file/logs'));
    expect(() => log.add('one')).not.toThrow();
    expect(log.lines(10)).toEqual([]);
  });
});
