import { generateKeyPairSync } from 'node:crypto';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAptRepository } from '#build/release/apt-repository.ts';
import { finishRelease } from '#build/release/finish-release.ts';
import { mustRun } from '#build/release/run-tool.ts';
import { cyclonedx } from '#build/release/sbom/cyclonedx.ts';
import { signWindowsFile } from '#build/release/signing/sign-windows.ts';
import { publish } from '#build/release/updates/feed-folder.ts';
import { updateKey } from '#build/release/updates/update-keys.ts';
import type { Finding, Trust } from '#build/release/verify/finding.ts';
import { verifyRelease } from '#build/release/verify/verify-release.ts';
import { flipBit, flipBitInDeb } from '#test/support/flip-bit.ts';
import { makeTempDir, removeDir, tempDir } from '#test/support/temp-dir.ts';
import { type ThrowAwayAuthority, throwAwayAuthority } from '#test/support/throw-away-authority.ts';
import { type ThrowAwayGpg, throwAwayGpg } from '#test/support/throw-away-gpg.ts';
import { layOutDesktop } from '#test/support/tiny-desktop.ts';
import { tinyPackage } from '#test/support/tiny-packages.ts';
import { tinyPe } from '#test/support/tiny-pe.ts';

let folder = '';
let gpg: ThrowAwayGpg;
let foreign: ThrowAwayGpg;
let authority: ThrowAwayAuthority;
let trust: Trust;
let release = '';
const at = new Date();

const sbom = cyclonedx({
  ...{ name: 'tsunagi', version: '1.0.0', electronVersion: '45.4.1', packages: [], lock: { packages: {} } },
  ...{ at, id: '0b0e6d0e-6f5c-4b9e-9e6c-1f6b1a1d2c3d' },
});

beforeAll(async () => {
  folder = await makeTempDir();
  gpg = await throwAwayGpg(folder, 'ours');
  foreign = await throwAwayGpg(folder, 'foreign');
  authority = await throwAwayAuthority(folder, 'ours');
  const keys = [1, 2].map(() => updateKey(generateKeyPairSync('ed25519').privateKey));
  const [key] = keys;
  if (key === undefined) throw new Error('there is no update key');
  const pinned = keys.map((one) => one.public);
  trust = {
    gpgKey: gpg.publicKey,
    windows: { roots: authority.root, timestampRoots: authority.root, publisher: authority.publisher },
    updateKeys: pinned,
  };
  release = join(folder, 'release');
  await makeRelease(release);
  await publish(
    { folder: join(release, 'feed'), key, pinned, now: () => at },
    {
      artefacts: release,
      channel: 'stable',
      version: '1.0.0',
      minimumVersion: '0.9.0',
      percent: 1,
      days: 30,
      isFirst: true,
      notes: { ja: '改善', en: 'Better' },
    },
  );
}, 180_000);
afterAll(async () => {
  await Promise.all([gpg.stop(), foreign.stop()]);
  await removeDir(folder);
});

/** A whole release by throw-away keys: deb, rpm, tar.gz, exe, SBOM, sums, apt repository; the feed comes after it. */
async function makeRelease(place: string): Promise<void> {
  const made = join(folder, 'made');
  await layOutDesktop(join(made, 'tsunagi-1.0.0-linux-x64'), 'signed');
  const packages = [
    await tinyPackage(made, 'deb', 'tsunagi-1.0.0-linux-amd64.deb'),
    await tinyPackage(made, 'rpm', 'tsunagi-1.0.0-linux-x86_64.rpm'),
    join(made, 'tsunagi-1.0.0-linux-x64.tar.gz'),
    join(made, 'tsunagi-1.0.0-win-x64.exe'),
  ];
  await mustRun('tar', ['-czf', 'tsunagi-1.0.0-linux-x64.tar.gz', 'tsunagi-1.0.0-linux-x64'], { cwd: made });
  const [, , , exe = ''] = packages;
  await writeFile(exe, tinyPe());
  await signWindowsFile(
    exe,
    {
      method: 'osslsigncode',
      publisherName: authority.publisher,
      source: { kind: 'pkcs12', file: authority.signer, secret: authority.password },
      timestamp: { kind: 'local', ...authority.time },
    },
    { name: 'Tsunagi', homepage: 'https://example.test/' },
  );
  await mustRun('mkdir', ['-p', place]);
  const artefacts = await Promise.all(
    packages.map(async (path) => {
      const target = join(place, path.slice(made.length + 1));
      await cp(path, target);
      return target;
    }),
  );
  await finishRelease({ folder: place, artefacts, kind: 'signed', sbom, version: '1.0.0', gpg: gpg.keys });
  await writeAptRepository({
    debs: artefacts.slice(0, 1),
    folder: join(place, 'apt'),
    channel: 'stable',
    keys: gpg.keys,
    now: at,
    validDays: 30,
  });
}

const verify = (place: string, trusted: Trust = trust): Promise<readonly Finding[]> =>
  verifyRelease({ folder: place, trust: trusted, expect: 'signed', now: new Date() });

/** What is found wrong in a copy of the release after `change`. */
async function faultsAfter(
  change: (place: string) => Promise<unknown>,
  trusted: Trust = trust,
): Promise<readonly string[]> {
  const place = join(await tempDir(), 'release');
  await cp(release, place, { recursive: true });
  await change(place);
  return (await verify(place, trusted))
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ what, check }) => `${what}: ${check}`);
}

const DEB = 'tsunagi-1.0.0-linux-amd64.deb';
const RPM = 'tsunagi-1.0.0-linux-x86_64.rpm';
const TAR = 'tsunagi-1.0.0-linux-x64.tar.gz';
const EXE = 'tsunagi-1.0.0-win-x64.exe';

/** One bit of what is installed, not of the signature over it. */
function changeOf(path: string): Promise<void> {
  if (path.endsWith('.deb')) return flipBitInDeb(path);
  return flipBit(path, path.endsWith('.exe') ? 0.18 : 0.8);
}

describe('[DK4] a release, to a stranger with the public keys', () => {
  it('is in order, and it says what it did not look into', async () => {
    const findings = await verify(release);
    expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(
      findings.filter(({ outcome }) => outcome === 'not-run').map(({ what, check }) => `${what}: ${check}`),
    ).toEqual([`${EXE}: contents`]);
    const checked = findings.filter(({ check }) => check === 'signature').map(({ what }) => what);
    expect(checked).toEqual(
      ['SHA512SUMS', DEB, TAR, RPM, EXE].sort((one, other) => checked.indexOf(one) - checked.indexOf(other)),
    );
    expect(
      findings
        .filter(({ check }) => check === 'fuses')
        .map(({ what }) => what)
        .sort(),
    ).toEqual([DEB, RPM, TAR].sort());
  });

  it.each([DEB, RPM, TAR, EXE])(
    'with one bit of %s changed is refused, by the sums and by its own signature',
    async (name) => {
      const faults = await faultsAfter((place) => changeOf(join(place, name)));
      expect(faults).toContain('SHA512SUMS: sums');
      expect(faults).toContain(`${name}: signature`);
    },
  );

  it('with sums that were made to fit is refused by the signature over them', async () => {
    const faults = await faultsAfter(async (place) => {
      const path = join(place, 'SHA512SUMS');
      await writeFile(
        path,
        (await readFile(path, 'utf8')).replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      );
    });
    expect(faults).toContain('SHA512SUMS: signature');
  });

  it('signed by somebody else is refused throughout', async () => {
    const faults = await faultsAfter(async () => undefined, { ...trust, gpgKey: foreign.publicKey });
    for (const what of [
      'SHA512SUMS: signature',
      `${DEB}: signature`,
      `${RPM}: signature`,
      `${TAR}: signature`,
      'apt stable: InRelease',
    ])
      expect(faults).toContain(what);
  });

  it('is refused by who trusts nothing yet', async () => {
    const faults = await faultsAfter(async () => undefined, { gpgKey: null, windows: null, updateKeys: [] });
    for (const what of ['SHA512SUMS: signature', `${EXE}: signature`, 'apt: InRelease', 'updates: manifests'])
      expect(faults).toContain(what);
  });

  it('with an unsigned or a test’s file among its own is none', async () => {
    const faults = await faultsAfter((place) =>
      rename(join(place, DEB), join(place, 'tsunagi-1.0.0-linux-amd64-unsigned.deb')),
    );
    expect(faults).toContain('tsunagi-1.0.0-linux-amd64-unsigned.deb: name');
  });

  it('with a file that nobody summed, or without its SBOM, is refused', async () => {
    expect(await faultsAfter((place) => writeFile(join(place, 'tsunagi-1.0.0-linux-arm64.tar.gz'), 'x'))).toContain(
      'SHA512SUMS: sums',
    );
    expect(await faultsAfter((place) => rm(join(place, 'tsunagi-1.0.0.cdx.json')))).toEqual([
      expect.stringMatching(/: SBOM$/),
    ]);
  });

  it('with update metadata that nobody signed is refused', async () => {
    expect(await faultsAfter((place) => writeFile(join(place, 'latest-linux.yml'), 'version: 9'))).toEqual([
      'updates: no other metadata',
    ]);
  });

  it('with a manifest changed by one bit, or naming other bytes, is refused', async () => {
    expect(await faultsAfter((place) => flipBit(join(place, 'feed/stable/linux-x64.json'), 0.5))).toEqual([
      'update stable linux-x64: manifest',
    ]);
    expect(await faultsAfter((place) => flipBitInDeb(join(place, 'feed/files/1.0.0', DEB)))).toEqual([
      'update stable linux-x64: manifest',
    ]);
  });
});
