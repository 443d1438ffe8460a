/** Ends a switch over a union: a new member that nobody handles is a type error here, and a thrown error at run time. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`unhandled ${what}: ${JSON.stringify(value)}`);
}

/** Unknown throwables become an Error that keeps what was thrown as its cause. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
