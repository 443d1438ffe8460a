import type { z } from 'zod';
import { issuesOf } from '#server/commands/run-command.ts';
import { AppError } from '#server/errors.ts';

/** Input of a route as its schema says; `invalid` with where it is not, without what was sent. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new AppError('invalid', { details: { reason: issuesOf(parsed.error) } });
  return parsed.data;
}
