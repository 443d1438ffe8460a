import type { Platform } from '#build/package/build-kind.ts';
import type { Environment } from './environment.ts';
import { type GpgKeys, gpgKeysOf } from './gpg-keys.ts';
import { type MacKeys, macKeysOf } from './mac-keys.ts';
import { type WindowsKeys, windowsKeysOf } from './windows-keys.ts';

/** The keys of all platforms; each null where none was given. */
export type SigningKeys = {
  readonly windows: WindowsKeys | null;
  readonly mac: MacKeys | null;
  readonly gpg: GpgKeys | null;
};

/** The names of every variable that leads to a key, for refusing a test build that could reach one. */
export const keyVariables = [
  'TSUNAGI_WIN_SIGN',
  'TSUNAGI_WIN_P12',
  'TSUNAGI_WIN_P12_PASSWORD',
  'TSUNAGI_WIN_PKCS11_MODULE',
  'TSUNAGI_WIN_PIN',
  'TSUNAGI_MAC_IDENTITY',
  'TSUNAGI_GPG_KEY',
  'TSUNAGI_UPDATE_KEY',
  'AZURE_CLIENT_SECRET',
  'APPLE_API_KEY',
  'CSC_LINK',
  'CSC_NAME',
  'WIN_CSC_LINK',
] as const;

/** Reads all keys. @throws when a set is incomplete or wrong. */
export function signingKeysOf(env: Environment): SigningKeys {
  return { windows: windowsKeysOf(env), mac: macKeysOf(env), gpg: gpgKeysOf(env) };
}

/** True when what is built for this platform can be signed. */
export function hasKeysFor(platform: Platform, keys: SigningKeys): boolean {
  const of = { linux: keys.gpg, win: keys.windows, mac: keys.mac };
  return of[platform] !== null;
}

/** @throws when a test build could reach a release key: it carries a throw-away one only. */
export function refuseReleaseKeys(env: Environment): void {
  const reachable = keyVariables.filter((name) => env[name]);
  if (reachable.length > 0) {
    throw new Error(
      `--test-electron builds with a throw-away key only, but ${reachable.join(', ')} is set. Unset it, or build without --test-electron.`,
    );
  }
}
