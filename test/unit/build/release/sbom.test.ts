import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledPackages, packagesIn } from '#build/release/sbom/bundled-packages.ts';
import { cyclonedx } from '#build/release/sbom/cyclonedx.ts';
import { notices } from '#build/release/sbom/notices.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const sum = Buffer.alloc(64, 7);
const lock = {
  packages: {
    'node_modules/zod': { version: '4.6.7', license: 'MIT', integrity: `sha512-${sum.toString('base64')}` },
    'node_modules/@date-fns/tz': { version: '1.5.0', license: 'MIT', integrity: 'sha512-AA==' },
    'node_modules/a/node_modules/b': { version: '2.0.0', license: 'ISC', integrity: 'sha512-AA==' },
  },
};
const given = {
  name: 'tsunagi',
  version: '1.0.0',
  electronVersion: '45.4.1',
  lock,
  at: new Date('2026-01-02T03:04:05Z'),
  id: '0b0e6d0e-6f5c-4b9e-9e6c-1f6b1a1d2c3d',
};

describe('the list of what is inside', () => {
  it('is read from what the bundles were made of', async () => {
    const root = await tempDir();
    await mkdir(join(root, 'out/desk/assets'), { recursive: true });
    const sources = [
      '../../../node_modules/zod/v4/index.js',
      '../../../renderer/desk/main.tsx',
      '\0../../node_modules/@date-fns/tz/x.js',
    ];
    await writeFile(join(root, 'out/desk/assets/main.js.map'), JSON.stringify({ sources }));
    expect(await bundledPackages(root, ['out/desk'])).toEqual(['@date-fns/tz', 'zod']);
  });

  it('is never empty for want of maps', async () => {
    const root = await tempDir();
    await mkdir(join(root, 'out/desk'), { recursive: true });
    await expect(bundledPackages(root, ['out/desk'])).rejects.toThrow('no source maps');
  });

  it('tells a package inside another from the one outside', () => {
    expect(packagesIn(['/x/node_modules/a/node_modules/b/index.js', 'src/node_modules.ts'])).toEqual([
      'a/node_modules/b',
    ]);
  });

  it('names Electron and each package with version, licence and sum', () => {
    const { components, metadata, dependencies } = cyclonedx({
      ...given,
      packages: ['@date-fns/tz', 'a/node_modules/b', 'zod'],
    });
    expect(components.map(({ purl }) => purl)).toEqual([
      'pkg:npm/electron@45.4.1',
      'pkg:npm/%40date-fns/tz@1.5.0',
      'pkg:npm/b@2.0.0',
      'pkg:npm/zod@4.6.7',
    ]);
    expect(components.at(-1)).toMatchObject({
      licenses: [{ expression: 'MIT' }],
      hashes: [{ alg: 'SHA-512', content: sum.toString('hex') }],
    });
    expect(metadata).toMatchObject({
      timestamp: '2026-01-02T03:04:05.000Z',
      component: { name: 'tsunagi', version: '1.0.0' },
    });
    expect(dependencies[0]?.dependsOn).toHaveLength(4);
  });

  it('fails for a package that nobody locked', () => {
    expect(() => cyclonedx({ ...given, packages: ['stray'] })).toThrow(
      'stray is in the bundle, but not in package-lock.json',
    );
  });
});

describe('the notices', () => {
  it('carry the licence texts of what is bundled', async () => {
    const root = await tempDir();
    await mkdir(join(root, 'node_modules/zod'), { recursive: true });
    await writeFile(join(root, 'node_modules/zod/LICENSE'), 'MIT License\n\nCopyright (c) somebody\n');
    await writeFile(join(root, 'node_modules/zod/README.md'), 'not a licence');
    const text = await notices(root, cyclonedx({ ...given, packages: ['zod'] }).components);
    expect(text).toBe('zod 4.6.7 (MIT)\n\nMIT License\n\nCopyright (c) somebody\n');
  });
});
