import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Person, PersonFields } from '#shared/domain/settings.ts';

type PersonRow = Omit<Person, 'codeUntil' | 'storeId'> & {
  readonly codeUntil: Date | null;
  readonly storeId: string | null;
};

/** Everybody, those who are no longer active too; or one. */
export async function listStaff(db: ReadDb, at: Date, only: string | null = null): Promise<Person[]> {
  const { rows } = await sql<PersonRow>`
    select a.id, a.login, a.name, a.public_name as "publicName", a.role, a.locale, a.languages, a.capacity,
      a.call_capacity as "callCapacity", a.mail_capacity as "mailCapacity", a.active, a.revision,
      case when a.role = 'clerk' then a.store_id end as "storeId",
      array(select m.team_id::text from team_member m where m.agent_id = a.id order by 1) as "teamIds",
      array(select s.skill_id::text from agent_skill s where s.agent_id = a.id order by 1) as "skillIds",
      a.password_hash is not null as "hasPassword",
      (select c.expires_at from password_code c where c.agent_id = a.id and c.expires_at > ${at}) as "codeUntil",
      (select count(*)::int from auth_session s where s.agent_id = a.id and s.revoked_at is null and s.expires_at > ${at}) as sessions,
      (select count(*)::int from conversation c where c.owner_agent_id = a.id and c.status <> 'resolved') as owns
    from agent a where ${only}::uuid is null or a.id = ${only}::uuid order by a.name, a.id`.execute(db);
  return rows.map(({ codeUntil, storeId, ...person }) => ({
    ...person,
    ...(storeId === null ? {} : { storeId }),
    ...(codeUntil === null ? {} : { codeUntil: codeUntil.toISOString() }),
  }));
}

/** Raises the revision if it is still the one that was edited; null when it is not, or when there is nobody. */
export async function savePerson(work: Work, id: string, revision: number, p: PersonFields): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update agent set name = ${p.name}, public_name = ${p.publicName}, role = ${p.role}, locale = ${p.locale},
      languages = ${p.languages}::text[], capacity = ${p.capacity}, call_capacity = ${p.callCapacity},
      mail_capacity = ${p.mailCapacity}, revision = revision + 1
    where id = ${id} and revision = ${revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

/** Their teams and skills are these and no others. False when one of them is not there. */
export async function setBelongings(
  work: Work,
  id: string,
  { teamIds, skillIds }: Pick<PersonFields, 'teamIds' | 'skillIds'>,
): Promise<boolean> {
  const known = await sql<{ ok: boolean }>`
    select (select count(*) from team where id = any(${teamIds}::uuid[])) = ${new Set(teamIds).size}
      and (select count(*) from skill where id = any(${skillIds}::uuid[])) = ${new Set(skillIds).size} as ok`.execute(
    work.tx,
  );
  if (known.rows[0]?.ok !== true) return false;
  await sql`delete from team_member where agent_id = ${id} and team_id <> all(${teamIds}::uuid[])`.execute(work.tx);
  await sql`delete from agent_skill where agent_id = ${id} and skill_id <> all(${skillIds}::uuid[])`.execute(work.tx);
  await sql`insert into team_member (team_id, agent_id) select t, ${id} from unnest(${teamIds}::uuid[]) t on conflict do nothing`.execute(
    work.tx,
  );
  await sql`insert into agent_skill (skill_id, agent_id) select s, ${id} from unnest(${skillIds}::uuid[]) s on conflict do nothing`.execute(
    work.tx,
  );
  return true;
}

/** Active or not; who is not is signed out for good. Null when the revision has moved on. */
export async function setActive(work: Work, id: string, revision: number, active: boolean): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    with saved as (
      update agent set active = ${active}, revision = revision + 1,
        presence = case when ${active} then presence else 'signed_out' end, presence_at = ${work.at}
      where id = ${id} and revision = ${revision} returning id, revision),
    logged as (
      insert into presence_log (agent_id, at, presence) select id, ${work.at}, 'signed_out' from saved where not ${active})
    select revision from saved`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

/**
 * Locks every administrator and gives who they are. Of two acts that would each leave one other administrator, the second
 * waits here and then counts without the first one's.
 */
export async function lockAdmins(work: Work): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from agent where role = 'admin' and active order by id for no key update`.execute(work.tx);
  return rows.map(({ id }) => id);
}

/** Ends every sign-in of somebody; gives which. */
export async function endSessionsOf(work: Work, agentId: string, reason: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update auth_session set revoked_at = ${work.at}, revoked_reason = ${reason}
    where agent_id = ${agentId} and revoked_at is null returning id`.execute(work.tx);
  return rows.map(({ id }) => id);
}

/** One code per person: a new one takes the place of the one before. */
export async function putPasswordCode(work: Work, agentId: string, hash: Buffer, until: Date): Promise<void> {
  await sql`insert into password_code (agent_id, code_hash, expires_at, created_at)
    values (${agentId}, ${hash}, ${until}, ${work.at})
    on conflict (agent_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at,
      created_at = excluded.created_at`.execute(work.tx);
}

export async function dropPasswordCode(work: Work, agentId: string): Promise<void> {
  await sql`delete from password_code where agent_id = ${agentId}`.execute(work.tx);
}

/** Unresolved conversations of people who are not active, of one of them if told. */
export async function ownedByInactive(
  work: Pick<Work, 'tx'>,
  agentId: string | null,
  limit: number,
): Promise<{ id: string; agentId: string }[]> {
  const { rows } = await sql<{ id: string; agentId: string }>`
    select c.id, a.id as "agentId" from agent a join conversation c on c.owner_agent_id = a.id and c.status <> 'resolved'
    where (${agentId}::uuid is null and not a.active) or a.id = ${agentId}::uuid order by c.id limit ${limit}`.execute(
    work.tx,
  );
  return rows;
}
