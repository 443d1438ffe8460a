import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * One line for each answer, of ids and figures only ([PR4]): the route's pattern and never its address, for addresses
 * carry ids, names and words; who asked by id; no headers, no bodies, no IP.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = lineOf(request, reply);
    if (reply.statusCode >= 500) request.log.warn(line, 'answered');
    else request.log.debug(line, 'answered');
  });
}

function lineOf(request: FastifyRequest, reply: FastifyReply) {
  return {
    method: request.method,
    route: request.routeOptions.url ?? '(none)',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    ...(request.asking === null ? {} : { role: request.asking.actor.role, actor: request.asking.actor.id }),
  };
}
