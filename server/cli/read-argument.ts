import type { z } from 'zod';
import { AppError } from '#server/errors.ts';

/** An argument or option as its schema has it. Error: `bad_config`, naming it, what was found and what is expected. */
export function readArgument<T>(name: string, found: string, schema: z.ZodType<T>, expected: string): T {
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_config', { details: { setting: name, found, expected } });
}
