import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { databaseCode, isDatabaseGone } from '#server/db/database-gone.ts';
import type { Locale } from '#shared/domain/people.ts';
import { toError } from '#shared/lib/assert.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { ErrorCode } from '#shared/wire/errors.ts';
import { ERRORS, errorMessage } from '#shared/wire/errors.ts';

export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * An error that somebody outside may read: its code is in the registry, its details fill the registry's sentence in
 * either language. Anything else that is thrown is a fault and reaches nobody but the log.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: { cause?: unknown; details?: ErrorDetails; message?: string } = {}) {
    const details = options.details ?? {};
    super(
      options.message ?? errorMessage(code, 'en', details),
      'cause' in options ? { cause: options.cause } : undefined,
    );
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/**
 * What an error looks like to whoever asked. An AppError as its registry row says; anything else is logged with a
 * reference and told as `internal` with that reference alone.
 */
export function answerError(logger: Pick<Logger, 'error'>, thrown: unknown, locale: Locale): Answer<never> {
  const known = thrown instanceof AppError ? thrown : faultOf(logger, thrown);
  return {
    ok: false,
    error: {
      code: known.code,
      message: errorMessage(known.code, locale, known.details),
      retryable: ERRORS[known.code].retryable,
      ...(Object.keys(known.details).length === 0 ? {} : { details: known.details }),
    },
  };
}

function faultOf(logger: Pick<Logger, 'error'>, thrown: unknown): AppError {
  const error = toError(thrown);
  const reference = randomUUID();
  const code = databaseCode(error);
  logger.error({ reference, err: { name: error.name, code, stack: error.stack } }, 'fault');
  if (code === '53100') return new AppError('disk_full', { details: { folder: 'the database' } });
  if (isDatabaseGone(error)) return new AppError('unavailable');
  return new AppError('internal', { details: { reference } });
}
