import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun } from '#build/release/run-tool.ts';
import { signDeb, signDetached, signRpm } from '#build/release/signing/sign-linux.ts';
import { type GpgHome, gpgHome, signatureFault } from '#build/release/verify/gpg-home.ts';
import { debFault } from '#build/release/verify/verify-deb.ts';
import { rpmFault } from '#build/release/verify/verify-rpm.ts';
import { flipBit, flipBitInDeb } from '#test/support/flip-bit.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';
import { type ThrowAwayGpg, throwAwayGpg } from '#test/support/throw-away-gpg.ts';
import { tinyPackage } from '#test/support/tiny-packages.ts';

let folder = '';
let ours: ThrowAwayGpg;
let foreign: ThrowAwayGpg;
let expired: ThrowAwayGpg;
let home: GpgHome;
let homeOfExpired: GpgHome;

beforeAll(async () => {
  folder = await makeTempDir();
  ours = await throwAwayGpg(folder, 'ours');
  foreign = await throwAwayGpg(folder, 'foreign');
  expired = await throwAwayGpg(folder, 'expired', { at: '20200101T000000', days: 30 });
  home = await gpgHome(ours.publicKey);
  homeOfExpired = await gpgHome(expired.publicKey);
});
afterAll(async () => {
  await Promise.all([ours, foreign, expired].map((one) => one.stop()));
  await Promise.all([home, homeOfExpired].map((one) => one.remove()));
  await removeDir(folder);
});

describe.each([
  { type: 'deb' as const, sign: signDeb, fault: debFault, tamper: flipBitInDeb },
  { type: 'rpm' as const, sign: signRpm, fault: rpmFault, tamper: flipBit },
])("[DK4] a $type's signature", ({ type, sign, fault, tamper }) => {
  let plain = '';
  const copy = async (name: string): Promise<string> => {
    const path = join(folder, `${name}.${type}`);
    await copyFile(plain, path);
    return path;
  };
  beforeAll(async () => {
    plain = await tinyPackage(folder, type);
  });

  it('is accepted by the trusted key', async () => {
    const path = await copy('good');
    await sign(path, ours.keys);
    expect(await fault(path, home)).toBeNull();
  });

  it('is missed', async () => {
    expect(await fault(await copy('unsigned'), home)).not.toBeNull();
  });

  it('does not hold for a package that was changed', async () => {
    const path = await copy('tampered');
    await sign(path, ours.keys);
    await tamper(path);
    expect(await fault(path, home)).not.toBeNull();
  });

  it('is refused by a foreign key', async () => {
    const path = await copy('foreign');
    await sign(path, foreign.keys);
    expect(await fault(path, home)).not.toBeNull();
  });

  it('can not be made by a key that has expired', async () => {
    const path = await copy('expired');
    await expect(sign(path, expired.keys)).rejects.toThrow();
    expect(await fault(path, homeOfExpired)).not.toBeNull();
  });
});

describe('[DK4] a signature beside a file', () => {
  const file = async (name: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `contents of ${name}`);
    return path;
  };

  it('is accepted by the trusted key', async () => {
    const path = await file('good.tar.gz');
    await signDetached(path, ours.keys);
    expect(await signatureFault(home, `${path}.asc`, path)).toBeNull();
  });

  it('does not hold for other contents, nor by another key', async () => {
    const path = await file('bad.tar.gz');
    await signDetached(path, foreign.keys);
    expect(await signatureFault(home, `${path}.asc`, path)).toMatch(/ERRSIG|NO_PUBKEY/);
    await signDetached(path, ours.keys);
    await writeFile(path, 'other contents');
    expect(await signatureFault(home, `${path}.asc`, path)).toBe('gpg says BADSIG');
  });

  it('is refused by a key that has expired since', async () => {
    const path = await file('late.tar.gz');
    const { fingerprint, home: own } = expired.keys;
    await mustRun(
      'gpg',
      [
        '--batch',
        '--yes',
        '--faked-system-time',
        '20200110T000000!',
        '--local-user',
        fingerprint,
        '--armor',
        '--output',
        `${path}.asc`,
        '--detach-sign',
        path,
      ],
      { env: { GNUPGHOME: own ?? '' } },
    );
    expect(await signatureFault(homeOfExpired, `${path}.asc`, path)).toBe('gpg says EXPKEYSIG');
  });
});

describe('the packages themselves', () => {
  it('a deb names what it needs, belongs to root and fits its sums', async () => {
    const path = await tinyPackage(folder, 'deb', 'plain.deb');
    const field = async (name: string): Promise<string> => (await mustRun('dpkg-deb', ['-f', path, name])).trim();
    expect(await field('Package')).toBe('tsunagi');
    expect(await field('Version')).toBe('1.0.0~beta.1');
    expect(await field('Depends')).toBe('libc6');
    expect(await field('Recommends')).toBe('fonts-noto-cjk');
    const list = await mustRun('dpkg-deb', ['-c', path]);
    expect(list).toMatch(/-rwxr-xr-x root\/root .* \.\/opt\/Tsunagi\/tsunagi\n/);
    await mustRun('dpkg-deb', ['-R', path, join(folder, 'raw')]);
    expect(
      await mustRun('md5sum', ['--check', '--strict', 'DEBIAN/md5sums'], { cwd: join(folder, 'raw') }),
    ).not.toMatch(/FAILED/);
  });

  it('an rpm says that the setuid helper is one', async () => {
    const path = await tinyPackage(folder, 'rpm', 'plain.rpm');
    const list = await mustRun('rpm', ['-qplv', '--nosignature', path]);
    expect(list).toMatch(/-rwsr-xr-x .* root +root .* \/opt\/Tsunagi\/chrome-sandbox\n/);
    expect(await mustRun('rpm', ['-qpR', '--nosignature', path])).toMatch(/^libc6$/m);
  });
});
