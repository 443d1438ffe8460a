import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkReleaseElectron, electronVersionIn, prepareTestElectron } from '#build/package/electron-folder.ts';
import { stageApp } from '#build/package/stage-app.ts';
import { tempDir } from '#test/support/temp-dir.ts';

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

const publisher = { name: 'Tsunagi K.K.', homepage: 'https://example.test/', email: 'it@example.test' };

describe('what is packed', () => {
  it('is bundles and a manifest: no maps, no stories, no dependencies, no scripts', async () => {
    const root = await tempDir();
    await write(root, {
      'package.json': JSON.stringify({
        version: '1.2.3',
        description: 'd',
        main: 'out/electron/main.cjs',
        scripts: { start: 'x' },
        dependencies: { zod: '4' },
      }),
      'out/electron/main.cjs': 'code\n//# sourceMappingURL=main.cjs.map\n',
      'out/electron/main.cjs.map': '{}',
      'out/electron/preload.cjs': 'code\n//# sourceMappingURL=data:application/json;base64,e30=',
      'out/renderer/desk/index.html': '<!doctype html>',
      'out/renderer/desk/stories.html': '<!doctype html>',
      'out/renderer/widget/tsunagi.js': 'not the desktop',
    });
    const place = join(root, 'app');
    const manifest = await stageApp({ root, place, kind: 'test', publisher });
    expect(JSON.parse(await readFile(join(place, 'package.json'), 'utf8'))).toEqual(manifest);
    expect(manifest).toMatchObject({ version: '1.2.3', desktopName: 'tsunagi.desktop', tsunagi: { kind: 'test' } });
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('scripts');
    expect(await readFile(join(place, 'out/electron/main.cjs'), 'utf8')).toBe('code\n');
    expect(await readFile(join(place, 'out/electron/preload.cjs'), 'utf8')).toBe('code\n');
    for (const left of ['out/electron/main.cjs.map', 'out/renderer/desk/stories.html', 'out/renderer/widget']) {
      expect(existsSync(join(place, left)), left).toBe(false);
    }
  });
});

describe("a test's Electron", () => {
  it('is known by its version file, or by what the program calls itself', async () => {
    const folder = await tempDir();
    await write(folder, { electron: `${'\0'.repeat(5_000_000)}Chrome/114.0 Electron/25.1.1 Safari` });
    expect(await electronVersionIn(folder, 'linux')).toBe('25.1.1');
    await write(folder, { version: 'v45.4.1\n' });
    expect(await electronVersionIn(folder, 'linux')).toBe('45.4.1');
  });

  it('that is none is refused', async () => {
    const folder = await tempDir();
    await expect(electronVersionIn(folder, 'linux')).rejects.toThrow('holds no Electron');
    await write(folder, { electron: '#!/bin/sh' });
    await expect(electronVersionIn(folder, 'linux')).rejects.toThrow('holds no Electron');
  });

  it('is copied without the app it came with; the original stays as it is', async () => {
    const folder = await tempDir();
    const source = join(folder, 'source');
    await write(source, {
      version: '25.1.1',
      electron: 'program',
      'resources/app/main.cjs': 'loader',
      'resources/default_app.asar': 'x',
      'locales/ja.pak': 'ja',
    });
    const place = join(folder, 'place');
    expect(await prepareTestElectron(source, place)).toEqual({ version: '25.1.1', folder: place });
    expect(existsSync(join(place, 'resources/app'))).toBe(false);
    expect(existsSync(join(place, 'resources/default_app.asar'))).toBe(false);
    expect(existsSync(join(place, 'locales/ja.pak'))).toBe(true);
    await writeFile(join(place, 'electron'), 'flipped');
    expect(await readFile(join(source, 'electron'), 'utf8')).toBe('program');
    expect(existsSync(join(source, 'resources/app/main.cjs'))).toBe(true);
  });

  it('never makes a release', () => {
    expect(() => checkReleaseElectron('25.1.1', '45.4.1')).toThrow(
      'A release is built with Electron 45.4.1, found 25.1.1',
    );
    expect(() => checkReleaseElectron('45.4.1', '45.4.1')).not.toThrow();
  });
});
