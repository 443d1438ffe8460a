import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Locale, Role } from '#shared/domain/people.ts';
import type { SessionMethod } from '#shared/domain/sign-on.ts';

export type AgentRow = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: Locale;
};
export type SessionWho = AgentRow & { readonly teamIds: string[]; readonly revoked: boolean; readonly over: boolean };

const TEAM_IDS = sql`array(select m.team_id::text from team_member m where m.agent_id = a.id order by 1)`;

/** Who a session belongs to and whether it is still in force; null when there is none. */
export async function findSessionWho(db: ReadDb, sessionId: string, now: Date): Promise<SessionWho | null> {
  const { rows } = await sql<SessionWho>`${PREPARED}
    select a.id, a.login, a.name, a.role, a.locale, ${TEAM_IDS} as "teamIds", s.revoked_at is not null as revoked,
      (s.expires_at <= ${now} or not a.active) as over
    from auth_session s join agent a on a.id = s.agent_id where s.id = ${sessionId}`.execute(db);
  return rows[0] ?? null;
}

/** With passwords off, everybody but the one administrator named for emergencies is as if they had none. */
export const PASSWORD_OPENS = sql<boolean>`not exists (
  select 1 from sign_on o where not o.passwords and o.break_glass_id is distinct from a.id)`;

/** `passwordHash` is null also when passwords are switched off for them. */
export async function findAgentByLogin(
  db: ReadDb,
  login: string,
): Promise<(AgentRow & { passwordHash: string | null }) | null> {
  const { rows } = await sql<AgentRow & { passwordHash: string | null }>`
    select a.id, a.login, a.name, a.role, a.locale, case when ${PASSWORD_OPENS} then a.password_hash end as "passwordHash"
    from agent a where a.login = ${login} and a.active`.execute(db);
  return rows[0] ?? null;
}

export async function findAgentById(db: ReadDb, id: string): Promise<AgentRow | null> {
  const { rows } = await sql<AgentRow>`
    select id, login, name, role, locale from agent where id = ${id} and active`.execute(db);
  return rows[0] ?? null;
}

type NewSession = {
  id: string;
  agentId: string;
  client: 'desktop' | 'browser';
  refreshHash: Buffer;
  at: Date;
  expiresAt: Date;
  method: SessionMethod;
  userAgent: string;
  address: string;
  /** Whatever happens, it is over then. */
  endsBy: Date | null;
};

/**
 * False when it would be by a password that opens nothing any more: passwords may have been switched off since it was looked
 * at. Whoever switches them off waits for this statement, or it for them.
 */
export async function insertSession(db: ReadDb, s: NewSession): Promise<boolean> {
  const { rows } = await sql`with rule as (select passwords, break_glass_id from sign_on for share)
    insert into auth_session (id, agent_id, client, refresh_hash, rotated_at, created_at, expires_at, method,
      user_agent, address, ends_by)
    select ${s.id}::uuid, ${s.agentId}::uuid, ${s.client}, ${s.refreshHash}::bytea, ${s.at}::timestamptz, ${s.at}::timestamptz,
      least(${s.expiresAt}::timestamptz, ${s.endsBy}::timestamptz), ${s.method}, ${s.userAgent}, ${s.address},
      ${s.endsBy}::timestamptz
    from (values (1)) as one left join rule on true
    where ${s.method} <> 'password' or coalesce(passwords, true) or break_glass_id = ${s.agentId}::uuid returning 1`.execute(
    db,
  );
  return rows.length === 1;
}

type Rotation = {
  id: string;
  from: Buffer;
  to: Buffer;
  at: Date;
  idleMs: number;
  longestMs: number;
  seen: Seen | null;
};
/** Where a sign-in was used from. */
export type Seen = { readonly userAgent: string; readonly address: string };

/** Puts the next token in force if `from` is; of two that ask at once one does it. */
export async function rotateSession(db: ReadDb, r: Rotation): Promise<boolean> {
  const { rows } = await sql`
    update auth_session set refresh_hash = ${r.to}, previous_hash = ${r.from}, rotated_at = ${r.at},
      expires_at = least(${r.at}::timestamptz + ${r.idleMs} * interval '1 millisecond', created_at + ${r.longestMs} * interval '1 millisecond', ends_by),
      user_agent = coalesce(${r.seen?.userAgent ?? null}, user_agent), address = coalesce(${r.seen?.address ?? null}, address)
    where id = ${r.id} and refresh_hash = ${r.from} and revoked_at is null and expires_at > ${r.at} returning 1`.execute(
    db,
  );
  return rows.length === 1;
}

export type SessionTokens = {
  readonly agentId: string;
  readonly client: 'desktop' | 'browser';
  readonly refreshHash: Buffer;
  readonly previousHash: Buffer | null;
  readonly rotatedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
};

export async function findSessionTokens(db: ReadDb, id: string): Promise<SessionTokens | null> {
  const { rows } = await sql<SessionTokens>`
    select agent_id as "agentId", client, refresh_hash as "refreshHash", previous_hash as "previousHash", rotated_at as "rotatedAt",
      expires_at as "expiresAt", revoked_at as "revokedAt" from auth_session where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Ends a session. False when it was over already or never was. */
export async function revokeSession(db: ReadDb, id: string, at: Date, reason: string): Promise<boolean> {
  const { rows } = await sql`update auth_session set revoked_at = ${at}, revoked_reason = ${reason}
    where id = ${id} and revoked_at is null returning 1`.execute(db);
  return rows.length === 1;
}

/** The agent of a sign-in if it was their last one: nobody of theirs is signed in any more. */
export async function agentLeftBy(db: ReadDb, sessionId: string, now: Date): Promise<string | null> {
  const { rows } = await sql<{ agentId: string }>`
    select s.agent_id as "agentId" from auth_session s where s.id = ${sessionId} and not exists (
      select 1 from auth_session o where o.agent_id = s.agent_id and o.revoked_at is null and o.expires_at > ${now})`.execute(
    db,
  );
  return rows[0]?.agentId ?? null;
}

export async function revokedSince(db: ReadDb, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from auth_session where revoked_at > ${since}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function insertSignInCode(db: ReadDb, hash: Buffer, agentId: string, expiresAt: Date): Promise<void> {
  await sql`insert into sign_in_code (code_hash, agent_id, expires_at) values (${hash}, ${agentId}, ${expiresAt})`.execute(
    db,
  );
}

/** Uses a code up; of two that try one gets the agent. */
export async function takeSignInCode(db: ReadDb, hash: Buffer, at: Date): Promise<string | null> {
  const { rows } = await sql<{ agentId: string }>`update sign_in_code set used_at = ${at}
    where code_hash = ${hash} and used_at is null and expires_at > ${at} returning agent_id as "agentId"`.execute(db);
  return rows[0]?.agentId ?? null;
}

export async function findApiKey(
  db: ReadDb,
  hash: Buffer,
): Promise<{ id: string; name: string; grants: string[] } | null> {
  const { rows } = await sql<{ id: string; name: string; grants: string[] }>`
    select id, name, grants from api_key where key_hash = ${hash} and revoked_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function insertApiKey(
  db: ReadDb,
  key: { id: string; name: string; hash: Buffer; grants: readonly string[]; at: Date },
): Promise<void> {
  await sql`insert into api_key (id, name, key_hash, grants, created_at)
    values (${key.id}, ${key.name}, ${key.hash}, ${key.grants}::text[], ${key.at})`.execute(db);
}
