import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#server/errors.ts';
import { IDLE_MS } from './auth-sessions.ts';

/** [DK1] In the browser the refresh token lives in a cookie that no script reads and no other site sends. */
const NAME = 'tsunagi_refresh';
const PATH = '/api/v1/auth';

export function setRefreshCookie(reply: FastifyReply, token: string, https: boolean): void {
  reply.setCookie(NAME, token, {
    path: PATH,
    httpOnly: true,
    sameSite: 'strict',
    secure: https,
    maxAge: IDLE_MS / 1000,
  });
}

export function clearRefreshCookie(reply: FastifyReply, https: boolean): void {
  reply.clearCookie(NAME, { path: PATH, httpOnly: true, sameSite: 'strict', secure: https });
}

export const refreshCookie = (request: FastifyRequest): string | undefined => request.cookies[NAME];

/**
 * For routes that act on the cookie: only a page of the hub's own may ask. A form of another site cannot set the header,
 * and a script of another site is stopped by its origin. Throws `forbidden`.
 */
export function demandSameSite(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const sameOrigin = origin === undefined ? site === 'same-origin' || site === undefined : hostOf(origin) === host;
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  if (request.headers['x-tsunagi'] !== '1' || !sameOrigin || !sameSite) throw new AppError('forbidden');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
