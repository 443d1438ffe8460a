import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from './errors.ts';

/** What every refused answer carries, on the socket and over HTTP alike. `details` never holds personal data. */
export type WireError = {
  readonly code: ErrorCode;
  /** In the asker's language, for showing as it is. */
  readonly message: string;
  /** True when the same command may succeed if sent again unchanged. */
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
};

/** Every answer of the hub. An ok answer to a command means that its effect is committed ([SY1]). */
export type Answer<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: WireError };

export const wireErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** The schema of an answer whose data is `data`; used for OpenAPI and by contract tests. */
export const answerSchema = <T extends z.ZodType>(data: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), data }),
    z.object({ ok: z.literal(false), error: wireErrorSchema }),
  ]);
