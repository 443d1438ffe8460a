import { readLocale } from '#server/config.ts';
import { AppError } from '#server/errors.ts';
import type { ErrorCode } from '#shared/wire/errors.ts';
import { ERRORS, errorMessage } from '#shared/wire/errors.ts';

/** How a command speaks: lines for people, or with `--json` one object on the last line of stdout for programs. */
export type Output = {
  readonly json: boolean;
  /** A line for people; nothing with `--json`. */
  line(text: string): void;
  /** The command's result: `{ ok: true, data }` with `--json`, otherwise `text`. */
  result(data: unknown, text?: string): void;
  /** What went wrong: `{ ok: false, error }` with `--json`, otherwise what was found and what to do, on stderr. */
  failure(error: unknown): void;
};

/** Exit codes: 0 done, 1 could not be done, 2 asked for in a wrong way: the same again fails again, until somebody changes something. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

export function createOutput(json: boolean, locale: 'ja' | 'en' = readLocale()): Output {
  return {
    json,
    line(text) {
      if (!json) console.log(text);
    },
    result(data, text) {
      if (json) console.log(JSON.stringify({ ok: true, data }));
      else if (text !== undefined) console.log(text);
    },
    failure(error) {
      const answer = asAnswer(error, locale);
      if (json) console.log(JSON.stringify({ ok: false, error: answer }));
      else console.error(forPeople(answer, error));
    },
  };
}

/** A wrong setting; an older program than the one that wrote the data. */
const ASKED_WRONGLY: readonly ErrorCode[] = ['bad_config', 'data_folder_newer'];

/** The exit code that goes with an error. The hub's unit is not started again after `EXIT.usage`. */
export function exitCodeOf(error: unknown): number {
  return error instanceof AppError && ASKED_WRONGLY.includes(error.code) ? EXIT.usage : EXIT.failed;
}

type ErrorAnswer = { code: ErrorCode; message: string; retryable: boolean; details: Readonly<Record<string, unknown>> };

function asAnswer(error: unknown, locale: 'ja' | 'en'): ErrorAnswer {
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'internal', message, retryable: false, details: {} };
  }
  const { code, details } = error;
  const message = locale === 'en' ? error.message : errorMessage(code, locale, details);
  return { code, message, retryable: ERRORS[code].retryable, details };
}

function forPeople(answer: ErrorAnswer, error: unknown): string {
  const text = `tsunagi: ${answer.message} [${answer.code}]`;
  // A fault of the program, not of its use: only the stack helps whoever gets the report.
  return error instanceof AppError || !(error instanceof Error) ? text : `${text}\n${error.stack ?? ''}`;
}
