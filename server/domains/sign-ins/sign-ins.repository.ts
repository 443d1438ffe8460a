import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { OpenSession } from '#shared/domain/sign-on.ts';

type Row = Omit<OpenSession, 'since' | 'usedAt' | 'endsAt' | 'isThis'> & {
  readonly since: Date;
  readonly usedAt: Date;
  readonly endsAt: Date;
};

/** Sign-ins of somebody that stand, the last used first. */
export async function listSessions(db: ReadDb, agentId: string, at: Date): Promise<Omit<OpenSession, 'isThis'>[]> {
  const { rows } = await sql<Row>`
    select id, client, method, user_agent as "userAgent", address, created_at as since, rotated_at as "usedAt",
      expires_at as "endsAt" from auth_session
    where agent_id = ${agentId} and revoked_at is null and expires_at > ${at} order by rotated_at desc, id limit 500`.execute(
    db,
  );
  return rows.map(({ since, usedAt, endsAt, ...row }) => ({
    ...row,
    since: since.toISOString(),
    usedAt: usedAt.toISOString(),
    endsAt: endsAt.toISOString(),
  }));
}

type Ending = {
  readonly agentId: string;
  /** This one alone; null is all of them. */
  readonly only: string | null;
  /** But for this one. */
  readonly except: string | null;
  readonly reason: string;
};

/** Ends sign-ins of one person and nobody else; gives which. */
export async function endSessions(work: Work, e: Ending): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update auth_session set revoked_at = ${work.at}, revoked_reason = ${e.reason}
    where agent_id = ${e.agentId} and revoked_at is null and expires_at > ${work.at}
      and (${e.only}::uuid is null or id = ${e.only}::uuid) and id is distinct from ${e.except}::uuid returning id`.execute(
    work.tx,
  );
  return rows.map(({ id }) => id);
}

export async function nameOf(db: ReadDb, agentId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select name from agent where id = ${agentId}`.execute(db);
  return rows[0]?.name ?? null;
}
