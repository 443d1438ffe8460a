import { type Asking, demand } from '#server/asking.ts';
import { createProvider } from '#server/auth/sign-on/provider.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

/** Reads a provider's configuration and keys, before anything is saved; signs nobody in. */
export async function testSignOn(
  { clock }: Pick<Deps, 'clock'>,
  asking: Asking,
  issuer: string,
): Promise<QueryOutput<'settings.sign-on-test'>> {
  demand(asking, 'settings.manage');
  try {
    const { keys } = await createProvider(clock).probe(issuer);
    return { ok: true, keys };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, keys: 0, problem: String(error.details['reason'] ?? error.code) };
  }
}
