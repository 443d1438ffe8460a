import type { z } from 'zod';
import type { Action } from './policy.ts';

/** One row of a registry: its name on the wire, what it takes and gives, and the policy action that guards it. */
export type WireRow<N extends string, I extends z.ZodType, O extends z.ZodType> = {
  readonly name: N;
  readonly action: Action;
  readonly input: I;
  readonly output: O;
  /** One sentence for OpenAPI. */
  readonly summary: string;
};

/** Declares one command or query; exists for its types. */
export const wireRow = <const N extends string, I extends z.ZodType, O extends z.ZodType>(
  row: WireRow<N, I, O>,
): WireRow<N, I, O> => row;

export type AnyRow = WireRow<string, z.ZodType, z.ZodType>;
export type InputOf<R> = R extends WireRow<string, infer I, z.ZodType> ? z.input<I> : never;
export type ParsedOf<R> = R extends WireRow<string, infer I, z.ZodType> ? z.output<I> : never;
export type OutputOf<R> = R extends WireRow<string, z.ZodType, infer O> ? z.output<O> : never;
