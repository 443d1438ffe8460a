import { describe, expect, it } from 'vitest';
import { controlFile } from '#build/package/fpm/control-file.ts';
import { parseFpmArguments } from '#build/package/fpm/fpm-arguments.ts';
import { sandboxPath, specFile } from '#build/package/fpm/spec-file.ts';

/** As electron-builder 26.17 calls fpm for a deb. */
const args = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libgtk-3-0 | libgtk-3-0t64',
    '-d',
    'libnss3',
    '--deb-recommends',
    'fonts-noto-cjk',
  ],
  ...[
    '--deb-compression',
    'xz',
    '--architecture',
    'amd64',
    '--after-install',
    '/tmp/after-install',
    '--after-remove',
    '/tmp/after-remove',
  ],
  ...[
    '--description',
    'Desktop for agents\n \n A thread per customer.\n',
    '--version',
    '1.0.0',
    '--package',
    '/out/tsunagi.deb',
  ],
  ...[
    '--name=tsunagi',
    '--maintainer=Tsunagi <it@example.test>',
    '--url=https://example.test/?a=b',
    '--category',
    'net',
  ],
  '/out/linux-unpacked/=/opt/Tsunagi',
  '/icons/16x16.png=/usr/share/icons/hicolor/16x16/apps/tsunagi.png',
];

describe("fpm's part", () => {
  const request = parseFpmArguments(args);

  it('understands how electron-builder asks for a package', () => {
    expect(request).toMatchObject({
      type: 'deb',
      depends: ['libgtk-3-0 | libgtk-3-0t64', 'libnss3'],
      recommends: ['fonts-noto-cjk'],
      mappings: [
        { source: '/out/linux-unpacked/', target: '/opt/Tsunagi' },
        { source: '/icons/16x16.png', target: '/usr/share/icons/hicolor/16x16/apps/tsunagi.png' },
      ],
    });
    expect(request.options).toMatchObject({
      name: 'tsunagi',
      url: 'https://example.test/?a=b',
      package: '/out/tsunagi.deb',
    });
  });

  it('refuses packages that are not made here', () => {
    expect(() => parseFpmArguments(['-t', 'pacman'])).toThrow('only deb and rpm');
  });

  it('writes a control file whose description is one field', () => {
    expect(controlFile(request, 1234)).toBe(`Package: tsunagi
Version: 1.0.0
Architecture: amd64
Maintainer: Tsunagi <it@example.test>
Installed-Size: 1234
Depends: libgtk-3-0 | libgtk-3-0t64, libnss3
Recommends: fonts-noto-cjk
Section: net
Priority: optional
Homepage: https://example.test/?a=b
Description: Desktop for agents
 A thread per customer.
`);
  });

  it('writes a spec that takes no percent sign of a script for a macro', () => {
    const rpm = parseFpmArguments(['-t', 'rpm', ...args.filter((arg) => arg !== '-t' && arg !== 'deb')]);
    const spec = specFile(
      rpm,
      { afterInstall: '#!/bin/sh\nprintf %s here\n', afterRemove: '' },
      '/opt/Tsunagi/chrome-sandbox',
    );
    expect(spec).toContain('%post\nprintf %%s here\n');
    expect(spec).toContain('"/opt/Tsunagi"\n');
    expect(spec).toContain('%attr(4755,root,root) "/opt/Tsunagi/chrome-sandbox"');
  });

  it('finds the setuid helper where the tree has one', () => {
    expect(sandboxPath(request, (path) => path === '/out/linux-unpacked/chrome-sandbox')).toBe(
      '/opt/Tsunagi/chrome-sandbox',
    );
    expect(sandboxPath(request, () => false)).toBeNull();
  });
});
