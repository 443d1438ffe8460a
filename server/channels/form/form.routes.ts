import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { findConnectionByToken } from '#server/channels/connections/connections.repository.ts';
import { openConnection, reportWorked } from '#server/channels/connections/open-connection.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { RateLimits } from '#server/http/rate-limits.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import type { Locale } from '#shared/domain/people.ts';
import { type FormErrors, formPage, formWord, NO_VALUES, thanksPage } from './form-page.ts';
import { type FormSettings, formSettings } from './form-settings.ts';
import { readSubmission, type Submission } from './read-submission.ts';
import { judge, stampForm } from './spam-guard.ts';
import { quarantineInquiry, takeInquiry } from './take-submission.service.ts';

export const FORM_ADAPTER = 'web_form';
const LONGEST_MESSAGE = 5000;

type Params = { readonly token: string };

/** `GET|POST /forms/:token/`: the inquiry form, to link to or to show inside a shop's page. */
export const formRoutes: FastifyPluginAsync<{ readonly deps: Deps; readonly limits: RateLimits }> = async (
  app,
  { deps, limits },
) => {
  await app.register(multipart);
  const css = await readFile(join(import.meta.dirname, 'form.css'), 'utf8');
  const open = 'customers write here without signing in';

  app.get('/forms/:token', { config: { open } }, async (request, reply) =>
    reply.redirect(`/forms/${encodeURIComponent((request.params as Params).token)}/`),
  );
  app.get('/forms/:token/form.css', { config: { open } }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(css),
  );
  app.get<{ Params: Params; Querystring: { lang?: string } }>(
    '/forms/:token/',
    { config: { open } },
    async (request, reply) => {
      const { connection, settings } = await formOf(deps, request.params.token);
      const locale = localeOf(request.query.lang, request.headers['accept-language']);
      const stamp = stampForm(stampKey(deps, connection), deps.clock.now());
      return sendPage(reply, settings, formPage({ settings, locale, stamp, values: NO_VALUES, errors: {} }));
    },
  );
  app.post<{ Params: Params; Querystring: { lang?: string } }>(
    '/forms/:token/',
    { config: { open, rateLimit: { max: limits.form } }, bodyLimit: 60 * 1024 * 1024 },
    async (request, reply) => {
      const { connection, settings } = await formOf(deps, request.params.token);
      const locale = localeOf(request.query.lang, request.headers['accept-language']);
      const given = await readSubmission(request);
      const errors = errorsOf(given, locale);
      const verdict = judge(
        stampKey(deps, connection),
        { stamp: given.stamp, trap: given.trap, text: given.values.message },
        deps.clock.now(),
      );
      if (verdict === 'expired') errors.form = formWord(locale, 'expired');
      if (Object.keys(errors).length > 0) {
        const stamp = verdict === 'expired' ? stampForm(stampKey(deps, connection), deps.clock.now()) : given.stamp;
        return sendPage(
          reply.status(422),
          settings,
          formPage({ settings, locale, stamp, values: given.values, errors }),
        );
      }
      const inquiry = { values: given.values, locale, files: settings.takesFiles ? given.files : [] };
      if (verdict === 'ok') {
        await takeInquiry(deps, connection, inquiry);
        await reportWorked(deps, connection.id);
      } else await quarantineInquiry(deps, connection, inquiry, verdict);
      // A program learns nothing from the answer.
      return sendPage(reply, settings, thanksPage(settings, locale));
    },
  );
};

/** The address of a form is known to everybody; what its stamps are signed with must not be. */
const stampKey = ({ vault }: Deps, { id }: Connection): Buffer => vault.keyFor(`form_stamp:${id}`);

async function formOf(deps: Deps, token: string): Promise<{ connection: Connection; settings: FormSettings }> {
  const record = await findConnectionByToken(deps.db, FORM_ADAPTER, token);
  if (record === null || record.state === 'paused') throw new AppError('not_found');
  return { connection: openConnection(deps, record), settings: formSettings(record.settings) };
}

type MutableErrors = { -readonly [K in keyof FormErrors]: FormErrors[K] };

function errorsOf({ values, wrongFile, tooLarge }: Submission, locale: Locale): MutableErrors {
  const errors: MutableErrors = {};
  if (values.name === '') errors.name = formWord(locale, 'wrongName');
  if (normaliseContactPoint('email', values.email) === null) errors.email = formWord(locale, 'wrongEmail');
  if (values.message === '' || values.message.length > LONGEST_MESSAGE)
    errors.message = formWord(locale, 'wrongMessage');
  if (wrongFile !== null) errors.files = formWord(locale, 'wrongFile', { name: wrongFile });
  if (tooLarge) errors.files = formWord(locale, 'tooLarge');
  return errors;
}

/** By the page that embeds it, else by what the browser prefers. */
function localeOf(asked: string | undefined, accepted: string | undefined): Locale {
  if (asked === 'ja' || asked === 'en') return asked;
  return /^\s*ja/i.test(accepted ?? '') || accepted === undefined ? 'ja' : 'en';
}

/** No script, no foreign load; in frames only of the sites that the administrator named. */
function sendPage(reply: FastifyReply, settings: FormSettings, html: string): FastifyReply {
  const ancestors = settings.origins.length === 0 ? "'none'" : settings.origins.join(' ');
  return reply
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}`,
    )
    .removeHeader('x-frame-options')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}
