import { allOf, type Environment } from './environment.ts';

/** An identity of the keychain, and whether notarytool has credentials. The key itself stays in the keychain. */
export type MacKeys = { readonly identity: string; readonly notarizes: true };

/**
 * The macOS identity that the environment names; null when it names none (`TSUNAGI_MAC_IDENTITY` is not set). Signed but not
 * notarised is refused: macOS would stop it at the first start.
 * @throws when the credentials of notarytool are missing
 */
export function macKeysOf(env: Environment): MacKeys | null {
  const identity = env['TSUNAGI_MAC_IDENTITY'];
  if (!identity) return null;
  if (!env['APPLE_KEYCHAIN_PROFILE']) {
    allOf(env, ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'], 'Notarising (or set APPLE_KEYCHAIN_PROFILE)');
  }
  // electron-builder adds "Developer ID Application:" itself and refuses it given.
  return { identity: identity.replace(/^Developer ID Application:\s*/, ''), notarizes: true };
}
