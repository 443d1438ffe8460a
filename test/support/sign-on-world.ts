import { createHash, randomBytes } from 'node:crypto';
import { SECRET_CONTEXT } from '#server/auth/sign-on/sign-on.repository.ts';
import type { Database } from '#server/db/pool.ts';
import { createVault } from '#server/vault/vault.ts';
import type { SignOnFields } from '#shared/domain/sign-on.ts';
import { TEST_VAULT_KEY } from '#test/support/factories/deps.ts';
import { PUBLIC_URL } from './sign-on-browser.ts';

type Provider = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

/** Sets the hub up for a provider, as an administrator would have. */
export async function putProvider(
  { pool }: Pick<Database, 'pool'>,
  { issuer, clientId, clientSecret }: Provider,
  more: Partial<Pick<SignOnFields, 'createsPeople' | 'teamsClaim' | 'teamMap' | 'sessionHours'>> = {},
): Promise<void> {
  const sealed = createVault(TEST_VAULT_KEY).seal(clientSecret, SECRET_CONTEXT);
  await pool.query(
    `update sign_on set enabled = true, issuer = $1, client_id = $2, client_secret = $3, creates_people = $4,
       teams_claim = $5, team_map = $6, session_hours = $7`,
    [
      issuer,
      clientId,
      sealed,
      more.createsPeople ?? false,
      more.teamsClaim ?? null,
      JSON.stringify(more.teamMap ?? []),
      more.sessionHours ?? 12,
    ],
  );
}

export async function linkAccount(
  { pool }: Pick<Database, 'pool'>,
  { issuer, subject, agentId }: { issuer: string; subject: string; agentId: string },
): Promise<void> {
  await pool.query(
    `insert into sign_on_link (issuer, subject, agent_id, how, linked_at) values ($1, $2, $3, 'admin', now())
       on conflict do nothing`,
    [issuer, subject, agentId],
  );
}

export const START = `${PUBLIC_URL}/api/v1/auth/sign-on/start`;
export const BROWSER_START = `${START}?client=browser`;

/** What a desktop keeps to itself, and the address it opens. */
export function desktopStart(port: number, purpose: 'enter' | 'link' = 'enter') {
  const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = new URLSearchParams({ client: 'desktop', purpose, port: String(port), state, challenge });
  return { state, verifier, challenge, url: `${START}?${asked.toString()}` };
}
