import type { Environment } from './environment.ts';

/** A key of the GPG agent (a file of its own or a smart card behind it), named by its whole fingerprint. */
export type GpgKeys = { readonly fingerprint: string; readonly home: string | null };

const FINGERPRINT = /^[0-9A-F]{40}$/;

/**
 * The GPG key that the environment names; null when it names none (`TSUNAGI_GPG_KEY` is not set).
 * @throws when it is not a whole fingerprint: short ids can be forged
 */
export function gpgKeysOf(env: Environment): GpgKeys | null {
  const given = env['TSUNAGI_GPG_KEY'];
  if (!given) return null;
  const fingerprint = given.replaceAll(' ', '').toUpperCase();
  if (!FINGERPRINT.test(fingerprint))
    throw new Error('TSUNAGI_GPG_KEY is not a whole fingerprint of 40 hexadecimal digits.');
  return { fingerprint, home: env['GNUPGHOME'] || null };
}

/** The arguments and the environment of a gpg that asks nobody and uses this key ring. */
export function gpgEnvironment({ home }: GpgKeys): Record<string, string> {
  return home === null ? {} : { GNUPGHOME: home };
}
