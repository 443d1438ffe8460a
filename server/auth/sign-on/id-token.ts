import { createHash } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { sameBytes } from '#server/auth/secrets.ts';
import { AppError } from '#server/errors.ts';

/**
 * Signatures that are believed: asymmetric ones only. `none` is no signature, and a shared secret (HS…) would let whoever
 * can read our settings say who anybody is.
 */
export const SIGN_ON_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA'];

/** How far the provider's clock and ours may be apart. */
export const SKEW_S = 60;
/** A token is fetched right after it was made; an older one was kept by somebody. */
const OLDEST_S = 10 * 60;

export type Expected = {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** What came with it, for `at_hash`. */
  readonly accessToken: string | undefined;
  /** What the provider says it signs with; absent is what everybody has to support. */
  readonly algorithms: readonly string[] | undefined;
  readonly now: Date;
};

/** The claims of an ID token that is the provider's, for us, of this very sign-in. Error: `sign_on_failed` with what was wrong. */
export async function verifyIdToken(token: string, keys: JWTVerifyGetKey, expected: Expected): Promise<JWTPayload> {
  const algorithms = allowed(expected.algorithms);
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    algorithms,
    issuer: expected.issuer,
    audience: expected.clientId,
    currentDate: expected.now,
    clockTolerance: SKEW_S,
    maxTokenAge: OLDEST_S,
    requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
  }).catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause;
    throw new AppError('sign_on_failed', { cause, details: { reason: reasonOf(cause) } });
  });
  if (!isSameText(payload['nonce'], expected.nonce)) throw refused('nonce');
  const audiences = [payload.aud ?? []].flat();
  const azp = payload['azp'];
  if (audiences.length > 1 && azp === undefined) throw refused('azp');
  if (azp !== undefined && azp !== expected.clientId) throw refused('azp');
  if (typeof payload.sub !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(payload.sub)) throw refused('sub');
  const atHash = payload['at_hash'];
  if (atHash !== undefined && !isSameText(atHash, leftHalf(protectedHeader.alg, expected.accessToken ?? '')))
    throw refused('at_hash');
  return payload;
}

/** Ours and the provider's. RS256 alone when it names none. */
function allowed(named: readonly string[] | undefined): string[] {
  const both = SIGN_ON_ALGORITHMS.filter((one) => (named ?? ['RS256']).includes(one));
  if (both.length === 0) throw refused('alg');
  return both;
}

const isSameText = (found: unknown, expected: string): boolean =>
  typeof found === 'string' && sameBytes(Buffer.from(found), Buffer.from(expected));

/** Left half of the hash that the signature's algorithm uses (OpenID Connect Core 3.1.3.6); SHA-512 for Ed25519. */
function leftHalf(algorithm: string, text: string): string {
  const bits = algorithm === 'EdDSA' ? '512' : algorithm.slice(-3);
  const digest = createHash(`sha${bits}`).update(text, 'ascii').digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

const refused = (reason: string) => new AppError('sign_on_failed', { details: { reason } });

/** In a word, of the token's form only: nothing of what it says goes into a log ([PR4]). */
function reasonOf(cause: unknown): string {
  if (cause instanceof errors.JWTClaimValidationFailed || cause instanceof errors.JWTExpired) return cause.claim;
  if (cause instanceof errors.JOSEAlgNotAllowed || cause instanceof errors.JOSENotSupported) return 'alg';
  if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) return 'key';
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  return 'token';
}
