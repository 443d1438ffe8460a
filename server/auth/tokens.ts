import { randomUUID } from 'node:crypto';
import { errors, importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';
import { AppError } from '#server/errors.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { hmac } from './secrets.ts';
import type { SigningKeys } from './signing-keys.ts';

/** [DK1] The renderer holds an access token of at most ten minutes. */
export const AGENT_TOKEN_MS = 10 * 60_000;
/** A visitor's token lives in a shop's page. */
export const VISITOR_TOKEN_MS = 15 * 60_000;

const ALGORITHM = 'EdDSA';
const ISSUER = 'tsunagi';

export type SignedToken = { readonly token: string; readonly expiresAt: Date };

/** Signs and reads the hub's own tokens; what is read is true, whether it is still in force is not known here. */
export type Tokens = {
  readonly signAgent: (agentId: string, authSessionId: string) => Promise<SignedToken>;
  readonly signVisitor: (visitorId: string) => Promise<SignedToken>;
  readonly readAgent: (token: string) => Promise<{ agentId: string; authSessionId: string; expiresAt: Date }>;
  readonly readVisitor: (token: string) => Promise<{ visitorId: string; expiresAt: Date }>;
  /** A key for authenticating what only this workspace may have made. */
  readonly refreshKey: Buffer;
};

/** Errors of the readers: `token_expired`, `not_signed_in` for anything else that is wrong with a token. */
export async function createTokens(keys: SigningKeys, clock: Clock): Promise<Tokens> {
  const privateKey = await importPKCS8(keys.privatePem, ALGORITHM);
  const publicKey = await importSPKI(keys.publicPem, ALGORITHM);

  async function sign(audience: string, subject: string, lifeMs: number, claims: Record<string, string>) {
    const now = Math.floor(clock.now().getTime() / 1000);
    const expires = now + lifeMs / 1000;
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .setJti(randomUUID())
      .sign(privateKey);
    return { token, expiresAt: new Date(expires * 1000) };
  }

  async function read(audience: string, token: string) {
    try {
      const { payload } = await jwtVerify(token, publicKey, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience,
        currentDate: clock.now(),
        requiredClaims: ['sub', 'exp', 'jti'],
      });
      return { subject: String(payload.sub), payload, expiresAt: new Date(Number(payload.exp) * 1000) };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new AppError('token_expired', { cause: error });
      throw new AppError('not_signed_in', { cause: error });
    }
  }

  return {
    signAgent: (agentId, authSessionId) => sign('agent', agentId, AGENT_TOKEN_MS, { sid: authSessionId }),
    signVisitor: (visitorId) => sign('visitor', visitorId, VISITOR_TOKEN_MS, {}),
    async readAgent(token) {
      const { subject, payload, expiresAt } = await read('agent', token);
      if (typeof payload['sid'] !== 'string') throw new AppError('not_signed_in');
      return { agentId: subject, authSessionId: payload['sid'], expiresAt };
    },
    async readVisitor(token) {
      const { subject, expiresAt } = await read('visitor', token);
      return { visitorId: subject, expiresAt };
    },
    refreshKey: hmac(keys.privatePem, 'tsunagi refresh tokens'),
  };
}
