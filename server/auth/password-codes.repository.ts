import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import { PASSWORD_OPENS } from './auth-sessions.repository.ts';

/** Whose code this is, if it is theirs and has not run out. */
export async function findPasswordCode(db: ReadDb, login: string, hash: Buffer, now: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select a.id from password_code c join agent a on a.id = c.agent_id
    where a.login = ${login} and a.active and c.code_hash = ${hash} and c.expires_at > ${now} and ${PASSWORD_OPENS}`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}

type Taking = { readonly agentId: string; readonly codeHash: Buffer; readonly passwordHash: string };

/** Uses the code up, sets the password, ends every sign-in; gives which. Null when somebody else used it first. */
export async function takePasswordCode(work: Work, t: Taking): Promise<string[] | null> {
  const used = await sql`delete from password_code
    where agent_id = ${t.agentId} and code_hash = ${t.codeHash} and expires_at > ${work.at} returning 1`.execute(
    work.tx,
  );
  if (used.rows.length === 0) return null;
  const set =
    await sql`update agent set password_hash = ${t.passwordHash} where id = ${t.agentId} and active returning 1`.execute(
      work.tx,
    );
  if (set.rows.length === 0) return null;
  const { rows } = await sql<{ id: string }>`
    update auth_session set revoked_at = ${work.at}, revoked_reason = 'password_changed'
    where agent_id = ${t.agentId} and revoked_at is null returning id`.execute(work.tx);
  return rows.map(({ id }) => id);
}
