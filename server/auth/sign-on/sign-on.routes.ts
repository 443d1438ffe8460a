import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { seenOf } from '#server/auth/auth.routes.ts';
import { setRefreshCookie } from '#server/auth/browser-cookie.ts';
import { AppError } from '#server/errors.ts';
import { sendError } from '#server/http/answer-errors.ts';
import { parseInput } from '#server/http/parse-input.ts';
import type { RateLimits } from '#server/http/rate-limits.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { SignedIn } from '#shared/wire/auth.ts';
import {
  type SignOnOffer,
  signOnCallbackSchema,
  signOnExchangeSchema,
  signOnStartSchema,
} from '#shared/wire/sign-on.ts';
import { ATTEMPT_MS, type Attempt } from './attempt.ts';
import { CALLBACK_PATH } from './redirect-uri.ts';
import { findOffer } from './sign-on.repository.ts';
import { attemptOf, beginSignOn, exchangeProof, finishSignOn, type SignOnParts } from './sign-on.ts';

type Options = { readonly https: boolean; readonly limits: RateLimits };

const COOKIE = 'tsunagi_sign_on';
const PATH = '/api/v1/auth/sign-on';

/**
 * Signing in with the company's account. Browsers are only ever sent to the provider, to this hub's own page, or to
 * 127.0.0.1: nothing that comes in a request names an address to go to.
 */
export function serveSignOn(app: FastifyInstance, parts: SignOnParts, { https, limits }: Options): void {
  const { deps } = parts;
  // Counted like tokens that are renewed: nothing can be guessed here, and an office comes in through one address in one hour.
  const open = (why: string) => ({ config: { open: why, rateLimit: { max: limits.refresh } } });
  const lax = { path: PATH, httpOnly: true, sameSite: 'lax', secure: https } as const;

  app.get(PATH, open('what a sign-in page offers'), async (_request, reply): Promise<Answer<SignOnOffer>> => {
    reply.header('cache-control', 'no-store');
    return { ok: true, data: await findOffer(deps.db) };
  });

  const begin = { ...open('whoever signs in is not yet signed in'), errorHandler: shown(startOf) };
  app.get(`${PATH}/start`, begin, async (request, reply) => {
    const start = parseInput(signOnStartSchema, request.query);
    if (start.purpose === 'link' && start.challenge === undefined)
      throw new AppError('invalid', { details: { reason: 'challenge' } });
    const home = homeOf(request);
    if (home !== null) return go(reply, home);
    try {
      const { url, cookie } = await beginSignOn(parts, start);
      // Lax, not strict: the provider's answer comes from another site.
      reply.setCookie(COOKIE, cookie, { ...lax, maxAge: ATTEMPT_MS / 1000 });
      return go(reply, url);
    } catch (error) {
      return tell(reply, start, null, error);
    }
  });

  const back = { ...open('the provider’s answer; the browser’s cookie is the key'), errorHandler: shown(() => null) };
  app.get(CALLBACK_PATH, back, async (request, reply) => {
    const said = signOnCallbackSchema.safeParse(request.query).data ?? {};
    const attempt = attemptOf(deps, request.cookies[COOKIE], said.state);
    // Another attempt's answer, or a link that somebody made: the attempt that this browser has goes on, and hears nothing.
    if (attempt === null) return tell(reply, null, null, new AppError('sign_on_expired'));
    reply.clearCookie(COOKIE, lax);
    try {
      const ended = await finishSignOn(parts, attempt, said, seenOf(request));
      if (ended.kind === 'code') return tell(reply, attempt.start, ended.code, null);
      setRefreshCookie(reply, ended.issued.refreshToken, https);
      return go(reply, '/');
    } catch (error) {
      return tell(reply, attempt.start, null, error);
    }
  });

  app.post(
    `${PATH}/exchange`,
    open('code and verifier are the key'),
    async (request, reply): Promise<Answer<SignedIn>> => {
      reply.header('cache-control', 'no-store');
      const given = parseInput(signOnExchangeSchema, request.body);
      const { authSessionId: _, ...issued } = await exchangeProof(parts, given, seenOf(request));
      return { ok: true, data: issued };
    },
  );

  /**
   * The same request at the hub's own address, for whoever came by another of its names: the provider sends them back to that
   * one, where this name's cookie is not. Null when they are there, or came from here already (a proxy may hide the name).
   */
  function homeOf(request: FastifyRequest): string | null {
    const { searchParams } = new URL(request.url, 'http://hub');
    if (deps.publicUrl === null || searchParams.has('home')) return null;
    if (new URL(deps.publicUrl).host === request.host) return null;
    searchParams.set('home', '1');
    return `${deps.publicUrl}${PATH}/start?${searchParams.toString()}`;
  }

  /**
   * A person's browser is at these two: what stops it before its turn (too many from one address) is told like the rest. A way that
   * no window of ours begins is answered as a program is: it is sent nowhere.
   */
  function shown(
    startOf: (request: FastifyRequest) => Attempt['start'] | null,
  ): NonNullable<RouteShorthandOptions['errorHandler']> {
    return (error, request, reply) => {
      if (error instanceof AppError && error.code === 'invalid') sendError(request, reply, error);
      else tell(reply, startOf(request), null, error);
    };
  }

  /** Tells the window that began it how it ended: by the loopback, or at the desk's own page, behind the `#` where no log sees it. */
  function tell(
    reply: FastifyReply,
    start: Attempt['start'] | null,
    code: string | null,
    error: unknown,
  ): FastifyReply {
    const failed = error === null ? null : codeOf(error, app);
    if (start?.client !== 'desktop') return go(reply, failed === null ? `/#proof=${code}` : `/#sign-on=${failed}`);
    const said = new URLSearchParams({
      state: start.state,
      ...(failed === null ? { code: code ?? '' } : { error: failed }),
    });
    return go(reply, `http://127.0.0.1:${start.port}/?${said.toString()}`);
  }
}

const startOf = (request: FastifyRequest): Attempt['start'] | null =>
  signOnStartSchema.safeParse(request.query).data ?? null;

const go = (reply: FastifyReply, url: string): FastifyReply =>
  reply.header('cache-control', 'no-store').redirect(url, 303);

function codeOf(error: unknown, app: FastifyInstance): string {
  if (error instanceof AppError) {
    // The reason is of the answer's form only, and whoever set the provider up has to find it.
    app.log.info({ code: error.code, reason: error.details['reason'] }, 'a sign-on was refused');
    return error.code;
  }
  app.log.error({ err: error }, 'a sign-on failed');
  return 'internal';
}
