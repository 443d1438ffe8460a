import type { FastifyInstance } from 'fastify';
import type { Deps } from '#server/deps.ts';
import type { RateLimits } from '#server/http/rate-limits.ts';
import { serveMailHtml } from './email/html.routes.ts';
import { formRoutes } from './form/form.routes.ts';
import { serveSentFiles } from './messaging/file-door.ts';
import { serveSurveys } from './surveying/survey.routes.ts';
import { hooksRoute } from './webhooks/hooks.route.ts';

/** The routes that channels bring along: webhooks, forms, mails' HTML, files that providers fetch. */
export async function serveChannels(http: FastifyInstance, deps: Deps, limits: RateLimits): Promise<void> {
  await http.register(hooksRoute, { deps });
  await http.register(formRoutes, { deps, limits });
  serveSentFiles(http, deps);
  serveSurveys(http, deps, limits);
  serveMailHtml(http, deps);
}
