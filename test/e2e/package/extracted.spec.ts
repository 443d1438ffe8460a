import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makePackages } from '#build/package/make-packages.ts';
import { packageOptions } from '#build/package/options.ts';
import { readAsar } from '#build/release/verify/asar-archive.ts';
import { verifyRelease } from '#build/release/verify/verify-release.ts';
import { root as project } from '#build/root.ts';
import { e2eRuntime } from '#test/support/electron-app.ts';

// In place of package.spec.ts where no Debian of its own can be entered (test/support/may-enter-roots.ts): what the package
// holds is looked at, not installed and not started.

test('[DK1] a package that may not be installed here is in order, and holds the app and nothing of this project', async () => {
  test.setTimeout(400_000);
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-package-'));
  try {
    const made = join(folder, 'made');
    await mkdir(made);
    const args = ['--test-electron', dirname(e2eRuntime().executable), '--targets', 'deb', '--fast', '--out', made];
    const workFolder = join(folder, 'work');
    const parts = { root: project, env: process.env, log: () => undefined, workFolder };
    const { files } = await makePackages(packageOptions(args, process.platform), parts);
    const findings = await verifyRelease({
      folder: made,
      trust: { gpgKey: null, windows: null, updateKeys: [] },
      expect: 'test',
      now: new Date(),
    });
    expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(findings.filter(({ outcome }) => outcome === 'ok').map(({ check }) => check)).toEqual(
      expect.arrayContaining(['sums', 'fuses', 'nothing beside the app', 'asar sums', 'asar contents']),
    );

    const deb = join(made, files.find((one) => one.endsWith('.deb')) ?? 'no deb');
    const extracted = join(folder, 'extracted');
    execFileSync('dpkg-deb', ['--extract', deb, extracted]);
    const resources = join(extracted, 'opt/Tsunagi/resources');
    const file = await open(join(resources, 'app.asar'));
    const packed = (await readAsar(file)).files.map(({ path }) => path);
    await file.close();
    for (const path of ['main.cjs', 'preload.cjs', 'dictionary/en.aff', 'dictionary/en.dic'])
      expect(packed).toContain(`out/electron/${path}`);
    for (const path of ['index.html', 'alert.html']) expect(packed).toContain(`out/renderer/desk/${path}`);
    expect(packed.filter((path) => /node_modules|\.map$|\.ts$/.test(path))).toEqual([]);
    expect(await readFile(join(resources, 'package-type'), 'utf8')).toBe('deb');
    const owners = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    expect(owners).not.toMatch(/^\S+ (?!root\/root)/m);
    const entry = await readFile(join(extracted, 'usr/share/applications/tsunagi.desktop'), 'utf8');
    expect(entry).toMatch(/^MimeType=.*x-scheme-handler\/tel;/m);
    expect(entry).toMatch(/^MimeType=.*x-scheme-handler\/tsunagi;/m);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
