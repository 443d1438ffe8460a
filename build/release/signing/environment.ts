/** The environment as keys are read from it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The values of several variables, all of them.
 * @throws naming those that are missing: half a set of keys is a mistake, and never means "unsigned"
 */
export function allOf<Name extends string>(
  env: Environment,
  names: readonly Name[],
  purpose: string,
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0)
    throw new Error(`${purpose}: ${missing.join(', ')} not set. Set them, or unset the others to build unsigned.`);
  return Object.fromEntries(names.map((name) => [name, env[name] ?? ''])) as Record<Name, string>;
}
