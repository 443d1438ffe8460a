import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '#build/release/run-tool.ts';
import type { KeySource, Timestamp, WindowsKeys } from './windows-keys.ts';

type OsslKeys = Extract<WindowsKeys, { method: 'osslsigncode' }>;
type SigntoolKeys = Extract<WindowsKeys, { method: 'signtool' }>;

/** What the signature says it is of; Windows shows it when it asks for an administrator's consent. */
export type SignedAs = { readonly name: string; readonly homepage: string };

/** signtool's arguments: a certificate of the store or of a token's provider, SHA-256 throughout, with a time stamp. */
export function signtoolArguments(file: string, keys: SigntoolKeys, as: SignedAs): readonly string[] {
  if (keys.timestamp.kind !== 'service') throw new Error('signtool takes its time from a service only.');
  const time = ['/tr', keys.timestamp.url, '/td', 'sha256'];
  return ['sign', '/sha1', keys.thumbprint, '/fd', 'sha256', ...time, '/d', as.name, '/du', as.homepage, file];
}

/** What osslsigncode reads and writes. The password or PIN is in `secret`, a file, since arguments are visible to others. */
export type OsslFiles = { readonly in: string; readonly out: string; readonly secret: string };

/** osslsigncode's arguments. */
export function osslArguments(files: OsslFiles, keys: OsslKeys, as: SignedAs): readonly string[] {
  return [
    'sign',
    ...sourceArguments(keys.source),
    '-readpass',
    files.secret,
    '-h',
    'sha256',
    '-n',
    as.name,
    '-i',
    as.homepage,
    ...timeArguments(keys.timestamp),
    '-in',
    files.in,
    '-out',
    files.out,
  ];
}

function sourceArguments(source: KeySource): readonly string[] {
  if (source.kind === 'pkcs12') return ['-pkcs12', source.file];
  return ['-pkcs11module', source.module, '-key', source.key, '-certs', source.certificates];
}

function timeArguments(timestamp: Timestamp): readonly string[] {
  if (timestamp.kind === 'service') return ['-ts', timestamp.url];
  return ['-TSA-certs', timestamp.certificates, '-TSA-key', timestamp.key];
}

/**
 * Signs a program, library or installer in place.
 * @throws when the tool fails; the file is then as it was
 */
export async function signWindowsFile(file: string, keys: WindowsKeys, as: SignedAs): Promise<void> {
  if (keys.method === 'azure')
    throw new Error("Azure's signatures are made by electron-builder (azureSignOptions), not by a hook.");
  if (keys.method === 'signtool') {
    await mustRun('signtool', signtoolArguments(file, keys, as));
    return;
  }
  // Beside the file there could be no room for a secret's rights; the system's folder for passing things has them.
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-sign-'));
  const out = `${file}.signed`;
  try {
    const secret = join(folder, 'secret');
    await writeFile(secret, keys.source.secret, { mode: 0o600 });
    await mustRun('osslsigncode', osslArguments({ in: file, out, secret }, keys, as));
    await rename(out, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(out, { force: true });
  }
}
