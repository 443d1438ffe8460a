import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { parseInput } from '#server/http/parse-input.ts';
import type { RateLimits } from '#server/http/rate-limits.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { codeLoginSchema, loginSchema, refreshSchema, type SignedIn, setPasswordSchema } from '#shared/wire/auth.ts';
import { type AuthDeps, type IssuedSession, refreshSession, signIn, signInWithCode, signOut } from './auth-sessions.ts';
import { clearRefreshCookie, demandSameSite, refreshCookie, setRefreshCookie } from './browser-cookie.ts';
import { setPassword } from './set-password.ts';

type Options = { readonly https: boolean; readonly limits: RateLimits };

/** Signing in, staying signed in, signing out. */
export function serveAuth(app: FastifyInstance, deps: Deps, auth: AuthDeps, { https, limits }: Options): void {
  const limited = (max: number, open: string) => ({ config: { open, rateLimit: { max } } });

  app.post(
    '/api/v1/auth/login',
    limited(limits.signIn, 'whoever signs in is not yet signed in'),
    async (request, reply) => {
      const given = parseInput(loginSchema, request.body);
      if (given.client === 'browser') demandSameSite(request);
      return answer(reply, given.client, await signIn(auth, { ...given, ...seenOf(request) }));
    },
  );

  app.post('/api/v1/auth/code', limited(limits.signIn, 'the code is the key'), async (request, reply) => {
    const given = parseInput(codeLoginSchema, request.body);
    if (given.client === 'browser') demandSameSite(request);
    return answer(reply, given.client, await signInWithCode(auth, { ...given, ...seenOf(request) }));
  });

  app.post('/api/v1/auth/password', limited(limits.signIn, 'the code is the key'), async (request, reply) => {
    reply.header('cache-control', 'no-store');
    await setPassword({ ...auth, deps }, { ...parseInput(setPasswordSchema, request.body), address: request.ip });
    return { ok: true, data: {} };
  });

  app.post('/api/v1/auth/refresh', limited(limits.refresh, 'the refresh token is the key'), async (request, reply) => {
    const { token, client } = tokenGiven(request);
    try {
      return answer(reply, client, await refreshSession(auth, token, seenOf(request)));
    } catch (error) {
      if (client === 'browser' && error instanceof AppError) clearRefreshCookie(reply, https);
      throw error;
    }
  });

  app.post('/api/v1/auth/logout', limited(limits.refresh, 'the refresh token is the key'), async (request, reply) => {
    const { token, client } = tokenGiven(request);
    await signOut(auth, token);
    if (client === 'browser') clearRefreshCookie(reply, https);
    return { ok: true, data: {} };
  });

  function answer(reply: FastifyReply, client: 'desktop' | 'browser', issued: IssuedSession): Answer<SignedIn> {
    reply.header('cache-control', 'no-store');
    const { refreshToken, authSessionId: _, ...signedIn } = issued;
    if (client === 'desktop') return { ok: true, data: { ...signedIn, refreshToken } };
    setRefreshCookie(reply, refreshToken, https);
    return { ok: true, data: signedIn };
  }
}

/** Where a request comes from, as a sign-in's owner will recognise it. */
export const seenOf = (request: FastifyRequest): { userAgent: string; address: string } => ({
  userAgent: request.headers['user-agent'] ?? '',
  address: request.ip,
});

/** From the desktop's main process in the body, from a browser in the cookie; never one in place of the other. */
function tokenGiven(request: FastifyRequest): { token: string; client: 'desktop' | 'browser' } {
  const { refreshToken } = parseInput(refreshSchema, request.body ?? {});
  if (refreshToken !== undefined) return { token: refreshToken, client: 'desktop' };
  demandSameSite(request);
  const token = refreshCookie(request);
  if (token === undefined) throw new AppError('not_signed_in');
  return { token, client: 'browser' };
}
