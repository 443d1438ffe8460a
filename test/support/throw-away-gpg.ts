import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun, runTool } from '#build/release/run-tool.ts';
import type { GpgKeys } from '#build/release/signing/gpg-keys.ts';

/** A GPG key in a ring of its own, without a passphrase, and its public half. */
export type ThrowAwayGpg = {
  readonly keys: GpgKeys;
  readonly publicKey: string;
  readonly publicKeyFile: string;
  readonly stop: () => Promise<void>;
};

/**
 * Makes a key. Call `stop` at the end: gpg leaves an agent behind.
 * @param at when it was made and, with `days`, how long it holds; for a key that has expired by now
 */
export async function throwAwayGpg(
  folder: string,
  name: string,
  past?: { readonly at: string; readonly days: number },
): Promise<ThrowAwayGpg> {
  // An agent's socket may have 107 bytes of path: the folder's name stays short.
  const home = join(folder, name);
  await mkdir(home, { recursive: true });
  await chmod(home, 0o700);
  const env = { GNUPGHOME: home };
  const time = past === undefined ? [] : ['--faked-system-time', `${past.at}!`];
  await mustRun(
    'gpg',
    [
      '--batch',
      ...time,
      '--passphrase',
      '',
      '--quick-gen-key',
      `${name} <${name}@example.test>`,
      'rsa2048',
      'sign',
      past === undefined ? '1y' : `${past.days}d`,
    ],
    { env },
  );
  const listed = await mustRun('gpg', ['--batch', '--with-colons', '--list-keys'], { env });
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? '';
  const publicKeyFile = join(folder, `${name}.asc`);
  await writeFile(publicKeyFile, await mustRun('gpg', ['--batch', '--armor', '--export', fingerprint], { env }));
  return {
    keys: { fingerprint, home },
    publicKey: await readFile(publicKeyFile, 'utf8'),
    publicKeyFile,
    stop: async () => {
      await runTool('gpgconf', ['--kill', 'all'], { env });
    },
  };
}
