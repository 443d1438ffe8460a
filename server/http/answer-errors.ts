import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, answerError } from '#server/errors.ts';
import { ERRORS } from '#shared/wire/errors.ts';
import { askerLocale } from './asker-locale.ts';

/** Every error, and every path that leads nowhere, leaves as the union of answers, in the asker's language. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendError(request, reply, asAppError(error, request)));
  app.setNotFoundHandler((request, reply) => sendError(request, reply, new AppError('not_found')));
}

export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const answer = answerError(request.log, error, askerLocale(request));
  if (answer.ok) return reply;
  if (answer.error.code === 'rate_limited') reply.header('retry-after', String(answer.error.details?.['seconds'] ?? 1));
  return reply.status(ERRORS[answer.error.code].status).type('application/json; charset=utf-8').send(answer);
}

/** The framework's own complaints, as ours. */
function asAppError(error: FastifyError, request: FastifyRequest): unknown {
  if (error instanceof AppError) return error;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('too_large', { details: { limit: bytesForPeople(request.routeOptions.bodyLimit) } });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('malformed', {
        details: { reason: `content-type ${mediaTypeOf(request)} is not accepted here` },
      });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new AppError('malformed', { details: { reason: 'the body is empty' } });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new AppError('malformed', { details: { reason: 'content-length does not match the body' } });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new AppError('malformed', { details: { reason: 'it does not parse' } });
    default:
      if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
        return new AppError('malformed', { cause: error, details: { reason: error.code ?? 'bad request' } });
      }
      return error;
  }
}

/** Only what is a media type: a header is anybody's text. */
function mediaTypeOf(request: FastifyRequest): string {
  return /^[\w.+-]+\/[\w.+-]+/.exec(request.headers['content-type'] ?? '')?.[0] ?? '(none)';
}

export function bytesForPeople(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.ceil(bytes / 1024)} kB`;
}
