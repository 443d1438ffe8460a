import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mustRun } from '#build/release/run-tool.ts';
import { type GpgKeys, gpgEnvironment } from './gpg-keys.ts';

/**
 * Adds an `origin` signature to a deb, in place, as debsigs does; debsigs itself signs by SHA-1, which debsig-verify refuses.
 * @throws when ar or gpg fails
 */
export async function signDeb(file: string, keys: GpgKeys): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'tsunagi-deb-'));
  const env = gpgEnvironment(keys);
  try {
    const members = (await mustRun('ar', ['t', file]))
      .split('\n')
      .filter((name) => /^(debian-binary|control\.tar|data\.tar)/.test(name));
    await mustRun('ar', ['x', resolve(file)], { cwd: work });
    await mustRun('sh', ['-c', 'out=$1; shift; cat "$@" > "$out"', 'sh', 'signed', ...members], { cwd: work });
    const sign = ['--batch', '--yes', '--local-user', `${keys.fingerprint}!`, '--digest-algo', 'SHA512'];
    await mustRun('gpg', [...sign, '--output', '_gpgorigin', '--detach-sign', 'signed'], { cwd: work, env });
    await mustRun('ar', ['q', resolve(file), '_gpgorigin'], { cwd: work });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** rpm starts it by its whole path, and knows none where it was built without gpg. */
const GPG = '/usr/bin/gpg';

/** Adds a signature to an rpm's header, in place. @throws when rpmsign or gpg fails. */
export async function signRpm(file: string, keys: GpgKeys): Promise<void> {
  const home = keys.home === null ? [] : ['--define', `_gpg_path ${keys.home}`];
  await mustRun(
    'rpmsign',
    ['--define', `__gpg ${GPG}`, '--define', `_gpg_name ${keys.fingerprint}`, ...home, '--addsign', file],
    {
      env: gpgEnvironment(keys),
    },
  );
}

/** Writes FILE.asc, a detached signature, for what has no place for one inside (tar.gz, AppImage, sums). */
export async function signDetached(file: string, keys: GpgKeys): Promise<void> {
  await mustRun(
    'gpg',
    [
      '--batch',
      '--yes',
      '--local-user',
      `${keys.fingerprint}!`,
      '--digest-algo',
      'SHA512',
      '--armor',
      '--output',
      `${file}.asc`,
      '--detach-sign',
      file,
    ],
    { env: gpgEnvironment(keys) },
  );
}
