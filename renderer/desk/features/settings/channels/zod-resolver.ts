import type { FieldErrors, Resolver } from 'react-hook-form';
import type { z } from 'zod';

/** Lets a zod schema check a form; of several complaints of a field the first is told. */
export function zodResolver<T extends Record<string, unknown>>(schema: z.ZodType): Resolver<T> {
  return (values) => {
    const parsed = schema.safeParse(values);
    if (parsed.success) return { values, errors: {} };
    const errors: Record<string, { type: string; message: string }> = {};
    for (const { path, message } of parsed.error.issues) errors[path.join('.')] ??= { type: 'value', message };
    return { values: {}, errors: errors as FieldErrors<T> };
  };
}
