import { sql } from 'kysely';
import type { Work } from '#server/work.ts';
import type { SignOnFields } from '#shared/domain/sign-on.ts';

/** Saves all of it if the revision is still the one that was edited. `secret`: undefined leaves it, null takes it away. */
export async function saveSignOn(
  work: Work,
  revision: number,
  f: SignOnFields,
  secret: Buffer | null | undefined,
): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update sign_on set enabled = ${f.enabled}, issuer = ${f.issuer}, client_id = ${f.clientId}, label_ja = ${f.labelJa},
      label_en = ${f.labelEn}, scopes = ${f.scopes}::text[], creates_people = ${f.createsPeople},
      teams_claim = ${f.teamsClaim}, team_map = ${JSON.stringify(f.teamMap)}::jsonb, session_hours = ${f.sessionHours},
      passwords = ${f.passwords}, break_glass_id = ${f.breakGlassId},
      client_secret = case when ${secret === undefined} then client_secret else ${secret ?? null}::bytea end,
      revision = revision + 1
    where revision = ${revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

/** False when they were open already. */
export async function openPasswords(work: Work): Promise<boolean> {
  const { rows } =
    await sql`update sign_on set passwords = true, revision = revision + 1 where not passwords returning 1`.execute(
      work.tx,
    );
  return rows.length === 1;
}

/** Whether somebody is the one who may sign in by password when nobody else may. */
export async function isBreakGlass(work: Work, agentId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sign_on where not passwords and break_glass_id = ${agentId}`.execute(
    work.tx,
  );
  return rows.length === 1;
}

/** Ends sign-ins that came by password, but for these people's; gives which. */
export async function endPasswordSessions(work: Work, except: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update auth_session set revoked_at = ${work.at}, revoked_reason = 'passwords_off'
    where method = 'password' and revoked_at is null and agent_id <> all(${except}::uuid[]) returning id`.execute(
    work.tx,
  );
  return rows.map(({ id }) => id);
}

type WhoseSignOn =
  | { readonly of: string; readonly reason: 'unlinked' }
  | { readonly but: string; readonly reason: 'sign_on_changed' };

/** Ends sign-ins by the company's account, of one person or of everybody but one; gives which. */
export async function endSignOnSessions(work: Work, whose: WhoseSignOn): Promise<string[]> {
  const theirs = 'of' in whose ? sql`agent_id = ${whose.of}` : sql`agent_id <> ${whose.but}`;
  const { rows } = await sql<{ id: string }>`
    update auth_session set revoked_at = ${work.at}, revoked_reason = ${whose.reason}
    where method = 'sign_on' and revoked_at is null and ${theirs} returning id`.execute(work.tx);
  return rows.map(({ id }) => id);
}

/** Sign-ins by the company's account that stand last no longer than this from when they were made. */
export async function shortenSignOnSessions(work: Work, hours: number): Promise<void> {
  await sql`update auth_session set ends_by = least(ends_by, created_at + ${hours} * interval '1 hour'),
      expires_at = least(expires_at, created_at + ${hours} * interval '1 hour')
    where method = 'sign_on' and revoked_at is null`.execute(work.tx);
}
