import { type Answer, type WireError, wireErrorSchema } from '#shared/wire/ack.ts';
import { ERRORS, type ErrorCode, errorMessage } from '#shared/wire/errors.ts';

/** A refusal with a code of the one registry; becomes the answer of the IPC call it is thrown in. */
export class CallFailure extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  /** The hub's own words, where the refusal came from there. */
  readonly fromHub: WireError | null;

  constructor(
    code: ErrorCode,
    options: ErrorOptions & { readonly details?: Readonly<Record<string, unknown>>; readonly fromHub?: WireError } = {},
  ) {
    super(code, options);
    this.name = 'CallFailure';
    this.code = code;
    this.details = options.details ?? {};
    this.fromHub = options.fromHub ?? null;
  }
}

/** The refusal in an answer's `error`, whatever its shape: what the registry does not know is `internal`. */
export function failureFromHub(error: unknown): CallFailure {
  const known = wireErrorSchema.safeParse(error);
  if (!known.success) return new CallFailure('internal', { details: { reference: 'unreadable answer' } });
  return new CallFailure(known.data.code, { details: known.data.details ?? {}, fromHub: known.data });
}

/** What the page is told. Unknown throwables say nothing of their inside; `reference` finds the log line. */
export function refusal(
  thrown: unknown,
  locale: 'ja' | 'en',
  reference: string,
): Extract<Answer<never>, { ok: false }> {
  if (thrown instanceof CallFailure) {
    if (thrown.fromHub !== null) return { ok: false, error: thrown.fromHub };
    return {
      ok: false,
      error: {
        code: thrown.code,
        message: errorMessage(thrown.code, locale, thrown.details),
        retryable: ERRORS[thrown.code].retryable,
        details: thrown.details,
      },
    };
  }
  return {
    ok: false,
    error: {
      code: 'internal',
      message: errorMessage('internal', locale, { reference }),
      retryable: true,
      details: { reference },
    },
  };
}
