import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Asking } from '#server/asking.ts';
import type { AgentPass, Authenticate, VisitorPass } from '#server/auth/authenticate.ts';
import { AppError } from '#server/errors.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { AskerKind } from './doors.ts';

declare module 'fastify' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  interface FastifyRequest {
    /** Who asks; null on open routes. */
    asking: Asking | null;
    agentPass: AgentPass | null;
    visitorPass: VisitorPass | null;
  }
}

/** Before anything of a guarded route runs, also before its body is read: who asks, and may that role at all ([PR5]). */
export function guardRoutes(app: FastifyInstance, authenticate: Authenticate): void {
  app.decorateRequest('asking', null);
  app.decorateRequest('agentPass', null);
  app.decorateRequest('visitorPass', null);
  app.addHook('onRequest', async (request) => {
    const { action, askers = ['agent'], open } = request.routeOptions.config;
    if (request.is404 || (action === undefined && open !== undefined)) return;
    if (action === undefined) throw new AppError('forbidden');
    await identify(request, authenticate, askers);
    const role = askingOf(request).actor.role;
    if (action !== 'by-name' && reachOf(role, action) === null)
      throw new AppError('forbidden', { details: { action } });
  });
}

async function identify(
  request: FastifyRequest,
  authenticate: Authenticate,
  askers: readonly AskerKind[],
): Promise<void> {
  const token = bearerToken(request);
  if (token.startsWith('tk_')) {
    if (!askers.includes('key')) throw new AppError('not_signed_in');
    request.asking = await authenticate.key(token);
  } else if (audienceOf(token) === 'visitor') {
    if (!askers.includes('visitor')) throw new AppError('not_signed_in');
    request.visitorPass = await authenticate.visitor(token);
    request.asking = request.visitorPass.asking;
  } else {
    if (!askers.includes('agent')) throw new AppError('not_signed_in');
    request.agentPass = await authenticate.agent(token);
    request.asking = request.agentPass.asking;
  }
}

function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer +(\S{1,4096})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new AppError('not_signed_in');
  return token;
}

/** Whose reader to ask; the reader then proves it. */
function audienceOf(token: string): unknown {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return (payload as { aud?: unknown } | null)?.aud;
  } catch {
    return undefined; // no token of ours; the agents' reader will say so
  }
}

/** Who asks on a guarded route. */
export function askingOf(request: FastifyRequest): Asking {
  if (request.asking === null) throw new AppError('not_signed_in');
  return request.asking;
}
