import { toError } from '#shared/lib/assert.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { ERRORS, type ErrorCode, errorMessage } from '#shared/wire/errors.ts';

/** A refusal of the hub, or the hub not answering, as something to throw. */
export class HubError extends Error {
  readonly wire: WireError;

  constructor(wire: WireError, options?: { cause: unknown }) {
    super(wire.message, options);
    this.name = 'HubError';
    this.wire = wire;
  }
}

/** An error of the registry, made on this side of the wire. */
export function wireError(
  code: ErrorCode,
  locale: 'ja' | 'en',
  details: Readonly<Record<string, unknown>> = {},
): WireError {
  return { code, message: errorMessage(code, locale, details), retryable: ERRORS[code].retryable, details };
}

/** Whatever was thrown, as what a screen can show. */
export function asWireError(thrown: unknown): WireError {
  if (thrown instanceof HubError) return thrown.wire;
  return { code: 'internal', message: toError(thrown).message, retryable: false };
}
