import { z } from 'zod';
import { newSecret, sha256 } from '#server/auth/secrets.ts';
import type { Vault } from '#server/vault/vault.ts';
import { secretTextSchema, signOnStartSchema } from '#shared/wire/sign-on.ts';

const CONTEXT = 'sign-on attempt';
/** People look for their telephone before they have signed in. */
export const ATTEMPT_MS = 10 * 60_000;

const attemptSchema = z.object({
  state: secretTextSchema,
  nonce: secretTextSchema,
  verifier: secretTextSchema,
  /** The provider it began with; when another is set up meanwhile, its answer is not taken. */
  issuer: z.string(),
  clientId: z.string(),
  until: z.number(),
  start: signOnStartSchema,
});

/**
 * One way to the provider and back. It is in the browser that began it, sealed, in a cookie that no script reads: whoever
 * comes back without it did not begin here (nobody can be made to finish another's sign-in).
 */
export type Attempt = z.infer<typeof attemptSchema>;

type Begin = Pick<Attempt, 'issuer' | 'clientId' | 'start'> & { readonly now: Date };

export function newAttempt({ now, ...given }: Begin): Attempt {
  const until = now.getTime() + ATTEMPT_MS;
  return { ...given, until, state: newSecret(), nonce: newSecret(), verifier: newSecret() };
}

/** The PKCE challenge of a verifier (S256). */
export const challengeOf = (verifier: string): string => sha256(verifier).toString('base64url');

export const sealAttempt = (vault: Vault, attempt: Attempt): string =>
  vault.seal(JSON.stringify(attempt), CONTEXT).toString('base64url');

/** The attempt of a cookie; null for any text that this workspace did not seal. */
export function openAttempt(vault: Vault, text: string | undefined): Attempt | null {
  if (text === undefined || text.length > 4096) return null;
  try {
    const parsed = attemptSchema.safeParse(JSON.parse(vault.open(Buffer.from(text, 'base64url'), CONTEXT)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
