import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debsFor } from '#build/release/debs-for-apt.ts';
import { mustRun, runTool, type ToolResult } from '#build/release/run-tool.ts';
import { cyclonedx } from '#build/release/sbom/cyclonedx.ts';
import { signDeb, signDetached } from '#build/release/signing/sign-linux.ts';
import { updateKey } from '#build/release/updates/update-keys.ts';
import { refuseUnverified } from '#build/release/verify/refuse-unverified.ts';
import { readTrust } from '#build/release/verify/trust-folder.ts';
import { root } from '#build/root.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';
import { type ThrowAwayGpg, throwAwayGpg } from '#test/support/throw-away-gpg.ts';
import { appManifest, layOutDesktop, tinyAsar } from '#test/support/tiny-desktop.ts';
import { tinyPackage } from '#test/support/tiny-packages.ts';

const DEB = 'tsunagi-1.0.0-linux-amd64.deb';
const TAR = 'tsunagi-1.0.0-linux-x64.tar.gz';
const ZIP = 'tsunagi-1.0.0-mac-universal.zip';

let folder = '';
let trust = '';
let gpg: ThrowAwayGpg;
const updates = generateKeyPairSync('ed25519').privateKey;
const next = updateKey(generateKeyPairSync('ed25519').privateKey).public.key;

beforeAll(async () => {
  folder = await makeTempDir();
  gpg = await throwAwayGpg(folder, 'ours');
  trust = join(folder, 'trust');
  await mkdir(trust);
  await cp(gpg.publicKeyFile, join(trust, 'release-key.asc'));
  await tinyPackage(folder, 'deb', DEB, 'signed');
  await tinyPackage(folder, 'deb', `test-${DEB}`, 'test');
});
afterAll(async () => {
  await gpg.stop();
  await removeDir(folder);
});

/** A release's folder with what is inside of a list of contents, for files that `lay` puts there. */
async function releaseWith(name: string, lay: (place: string) => Promise<unknown>): Promise<string> {
  const place = join(folder, name);
  await mkdir(place);
  const about = { name: 'tsunagi', version: '1.0.0', electronVersion: '45.4.1', packages: [], lock: { packages: {} } };
  const sbom = cyclonedx({ ...about, at: new Date(), id: '0b0e6d0e-6f5c-4b9e-9e6c-1f6b1a1d2c3d' });
  await writeFile(join(place, 'tsunagi-1.0.0.cdx.json'), JSON.stringify(sbom));
  await lay(place);
  return place;
}

/** A deb under a release's name; `kind` is what is inside. */
async function debIn(place: string, kind: 'signed' | 'test', isSigned: boolean): Promise<void> {
  await cp(join(folder, kind === 'test' ? `test-${DEB}` : DEB), join(place, DEB));
  if (isSigned) await signDeb(join(place, DEB), gpg.keys);
}

const check = async (place: string, name: string): Promise<void> =>
  refuseUnverified({ folder: place, names: [name], trust: await readTrust(trust) });

/** One of the tools, as whoever releases runs it. */
function tool(name: string, ...args: readonly string[]): Promise<ToolResult> {
  const env = {
    GNUPGHOME: gpg.keys.home ?? '',
    TSUNAGI_GPG_KEY: gpg.keys.fingerprint,
    TSUNAGI_UPDATE_KEY: updates.export({ type: 'pkcs8', format: 'pem' }).toString(),
    TSUNAGI_UPDATE_PUBLIC_KEYS: `${updateKey(updates).public.key},${next}`,
  };
  return runTool(process.execPath, [join(root, 'build/release', name), ...args, '--trust', trust], { env, cwd: root });
}

describe('[DK4] before anything is signed over a file', () => {
  it('a test’s deb under a release’s name is found out, by its missing signature and by what is inside', async () => {
    const unsigned = await releaseWith('renamed', (place) => debIn(place, 'test', false));
    await expect(check(unsigned, DEB)).rejects.toThrow(/signature[\s\S]*the app says it is test, expected signed/);
    const signed = await releaseWith('renamed-signed', (place) => debIn(place, 'test', true));
    await expect(check(signed, DEB)).rejects.toThrow('the app says it is test, expected signed');
    await expect(check(await releaseWith('good', (place) => debIn(place, 'signed', true)), DEB)).resolves.toBe(
      undefined,
    );
  });

  it('a pre-release is not listed on stable, nor one anywhere whose name says that it is a test', async () => {
    const named = (name: string) => (place: string) => writeFile(join(place, name), 'never looked into');
    const beta = await releaseWith('beta', named('tsunagi-1.5.0-beta.1-linux-amd64.deb'));
    await expect(debsFor('stable', beta, await readTrust(trust))).rejects.toThrow('it goes to beta');
    await expect(debsFor('beta', beta, await readTrust(trust))).rejects.toThrow('signature');
    const marked = await releaseWith('marked', named('tsunagi-1.0.0-linux-amd64-test.deb'));
    await expect(debsFor('beta', marked, await readTrust(trust))).rejects.toThrow('This is a test build');
  });

  it('a test’s archive is found out as well', async () => {
    const place = await releaseWith('archive', async (at) => {
      await layOutDesktop(join(at, 'tsunagi-1.0.0-linux-x64'), 'test');
      await mustRun('tar', ['-czf', TAR, 'tsunagi-1.0.0-linux-x64'], { cwd: at });
      await signDetached(join(at, TAR), gpg.keys);
    });
    await expect(check(place, TAR)).rejects.toThrow('the app says it is test, expected signed');
  });

  it('so is its zip for Macs, whose signature can not be asked here', async () => {
    const zip = (kind: string) => async (at: string) => {
      const resources = join(at, 'Tsunagi.app/Contents/Resources');
      await mkdir(resources, { recursive: true });
      await writeFile(join(resources, 'app.asar'), tinyAsar({ 'package.json': appManifest(kind) }));
      await mustRun('7z', ['a', '-tzip', ZIP, 'Tsunagi.app'], { cwd: at });
    };
    await expect(check(await releaseWith('mac-test', zip('test')), ZIP)).rejects.toThrow('the app says it is test');
    await expect(check(await releaseWith('mac', zip('signed')), ZIP)).resolves.toBe(undefined);
    const empty = await releaseWith('mac-empty', (at) => mustRun('7z', ['a', '-tzip', ZIP, '.'], { cwd: at }));
    await expect(check(empty, ZIP)).rejects.toThrow('app.asar');
  });

  it('neither list of apt, nor feed, nor sums are written over one', async () => {
    const place = await releaseWith('offered', (at) => debIn(at, 'test', true));
    const [apt, feed, notes] = ['apt', 'feed', 'notes'].map((name) => join(folder, `offered-${name}`));
    await mkdir(notes ?? '');
    for (const language of ['ja', 'en']) await writeFile(join(notes ?? '', `${language}.txt`), 'Mended.');
    const offer = ['--version', '1.0.0', '--minimum', '0.9.0', '--percent', '1', '--notes', notes ?? '', '--first'];
    const results = await Promise.all([
      tool('apt.ts', apt ?? '', '--from', place),
      tool('manifest.ts', 'publish', feed ?? '', '--from', place, ...offer),
      tool('sums.ts', place),
    ]);
    for (const { code, output } of results) {
      expect(output).toContain('the app says it is test, expected signed');
      expect(code).toBe(1);
    }
    const written = (await readdir(folder)).filter((name) => name === 'offered-apt' || name === 'offered-feed');
    expect([...written, ...(await readdir(place))].sort()).toEqual([DEB, 'tsunagi-1.0.0.cdx.json']);
  });

  it('a release is summed and listed, and its lists can be renewed by themselves', async () => {
    const place = await releaseWith('released', (at) => debIn(at, 'signed', true));
    const apt = join(folder, 'released-apt');
    expect(await tool('apt.ts', apt, '--from', place)).toMatchObject({ code: 0 });
    expect(await tool('apt.ts', apt)).toMatchObject({ code: 0 });
    expect(await tool('sums.ts', place)).toMatchObject({ code: 0 });
  });
});
