import type { z } from 'zod';
import type { Json } from './openapi-schemas.ts';

/** One operation, as the document describes it. */
export type Route = {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly security: readonly string[];
  readonly query?: z.ZodObject;
  readonly body?: Json;
  readonly answer?: Json;
};
