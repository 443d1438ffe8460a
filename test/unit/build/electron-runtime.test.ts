import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRuntime } from '#build/electron/find-runtime.ts';
import { missingIn } from '#build/electron/missing-libraries.ts';
import { downloadOfficial, officialExecutable } from '#build/electron/official-electron.ts';

let root = '';
const said: string[] = [];
const log = (line: string) => said.push(line);
const electron = (path: string) => join(root, 'node_modules/electron', path);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tsunagi-runtime-'));
  said.length = 0;
  await mkdir(electron('dist'), { recursive: true });
  await writeFile(electron('package.json'), JSON.stringify({ version: '45.0.0' }));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** As Electron's installer leaves it. */
async function install(version: string): Promise<void> {
  await writeFile(electron('dist/electron'), '');
  await writeFile(electron('dist/version'), version);
  await writeFile(electron('path.txt'), 'electron');
}

describe('finding an Electron', () => {
  it('takes the one it is told to', async () => {
    const result = await findRuntime({ root, log, env: { TSUNAGI_ELECTRON: process.execPath } });
    expect(result).toMatchObject({ ok: true, runtime: { executable: process.execPath, kind: 'override' } });
  });

  it('says so when the one it is told to is not there', async () => {
    const result = await findRuntime({ root, log, env: { TSUNAGI_ELECTRON: join(root, 'none') } });
    expect(result).toEqual({ ok: false, reason: expect.stringContaining('which is not there') });
  });

  it('takes the pinned release when it is installed', async () => {
    await install('v45.0.0');
    const result = await findRuntime({ root, log, env: {} });
    expect(result).toMatchObject({ ok: true, runtime: { version: '45.0.0', kind: 'official' } });
    expect(said).toEqual([`Electron 45.0.0: ${electron('dist/electron')}`]);
  });

  it('does not take a half installed or another release', async () => {
    expect(officialExecutable(root, '45.0.0')).toBeNull();
    await install('44.0.0');
    expect(officialExecutable(root, '45.0.0')).toBeNull();
  });

  it('lets the installer download the release once', async () => {
    const script = `const { writeFileSync } = require('node:fs'); const { join } = require('node:path');
      writeFileSync(join(__dirname, 'dist/electron'), ''); writeFileSync(join(__dirname, 'dist/version'), '45.0.0'); writeFileSync(join(__dirname, 'path.txt'), 'electron');`;
    await writeFile(electron('install.js'), script);
    expect(await downloadOfficial({ root, version: '45.0.0', log })).toBe(electron('dist/electron'));
    expect(await readdir(root)).toEqual(['node_modules']);
  });

  it('remembers for each version that it cannot be downloaded, and how to try again', async () => {
    await writeFile(electron('install.js'), `console.error('TypeError: fetch failed'); process.exit(1)`);
    expect(await downloadOfficial({ root, version: '45.0.0', log })).toBeNull();
    const file = join(root, '.cache/electron/download-failed-45.0.0.txt');
    expect(await readFile(file, 'utf8')).toBe('TypeError: fetch failed\n');
    expect(said.at(-1)).toContain(`delete ${file}`);
    said.length = 0;
    expect(await downloadOfficial({ root, version: '45.0.0', log })).toBeNull();
    expect(said).toEqual([]);
  });

  it('reads the missing libraries out of what ldd says', () => {
    const output =
      '\tlinux-vdso.so.1 (0x00007ffc)\n\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibnss3.so => not found\n';
    expect(missingIn(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });
});
