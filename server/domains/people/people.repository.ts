import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { CHANNELS, channelFacts } from '#shared/domain/channels.ts';
import type { Agent, Category, Locale, Outcome, Role, Team } from '#shared/domain/people.ts';

const LIVE_CHANNELS = CHANNELS.filter((channel) => channelFacts(channel).live);

type AgentRow = Omit<Agent, 'presenceReason'> & { presenceReason: string | null };

/** Active agents by name; `only` narrows to one. Names sort by the database's plain order, screens sort as people read. */
export async function listAgents(db: ReadDb, only: string | null = null): Promise<Agent[]> {
  const { rows } = await sql<AgentRow>`
    select a.id, a.login, a.name, a.public_name as "publicName", a.role, a.locale, a.languages, a.presence,
      a.presence_reason as "presenceReason", a.capacity,
      array(select m.team_id::text from team_member m where m.agent_id = a.id order by 1) as "teamIds",
      (select count(*)::int from conversation c where c.owner_agent_id = a.id and c.status = 'open'
        and c.channel = any(${LIVE_CHANNELS}::text[])) as "liveLoad"
    from agent a where a.active and (${only}::uuid is null or a.id = ${only}::uuid) order by a.name, a.id`.execute(db);
  return rows.map(({ presenceReason, ...agent }) => ({
    ...agent,
    ...(presenceReason === null ? {} : { presenceReason }),
  }));
}

export async function listTeams(db: ReadDb): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id, t.name, t.wrap_up as "wrapUp", t.offer_seconds as "offerSeconds",
      t.delayed_channels as "delayedChannels",
      (select count(*)::int from team_member m join agent a on a.id = m.agent_id
        where m.team_id = t.id and a.active and a.presence = 'ready') as "readyCount",
      (select count(*)::int from conversation c where c.owner_team_id = t.id and c.status <> 'resolved') as "waitingCount"
    from team t order by t.is_default desc, t.name`.execute(db);
  return rows;
}

export async function listCategories(db: ReadDb): Promise<Category[]> {
  const { rows } = await sql<Omit<Category, 'parentId' | 'retired'> & { parentId: string | null; retired: boolean }>`
    select id, parent_id as "parentId", name_ja as "nameJa", name_en as "nameEn", position, retired_at is not null as retired
    from category order by position, id`.execute(db);
  return rows.map(({ parentId, retired, ...category }) => ({
    ...category,
    ...(parentId === null ? {} : { parentId }),
    ...(retired ? { retired } : {}),
  }));
}

export async function listOutcomes(db: ReadDb): Promise<Outcome[]> {
  const { rows } = await sql<Omit<Outcome, 'retired'> & { retired: boolean }>`
    select code, name_ja as "nameJa", name_en as "nameEn", retired_at is not null as retired from outcome
    order by position, code`.execute(db);
  return rows.map(({ retired, ...outcome }) => ({ ...outcome, ...(retired ? { retired } : {}) }));
}

type NewAgent = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly publicName: string;
  readonly role: Extract<Role, 'agent' | 'lead' | 'admin' | 'clerk'>;
  readonly locale: Locale;
  readonly languages: readonly Locale[];
  readonly passwordHash: string | null;
  readonly at: Date;
};

/** False when the login is taken. */
export async function insertAgent(db: ReadDb, a: NewAgent): Promise<boolean> {
  const { rows } = await sql`
    insert into agent (id, login, name, public_name, role, locale, languages, password_hash, created_at)
    values (${a.id}, ${a.login}, ${a.name}, ${a.publicName}, ${a.role}, ${a.locale}, ${a.languages}::text[], ${a.passwordHash}, ${a.at})
    on conflict (login) do nothing returning 1`.execute(db);
  return rows.length === 1;
}

export async function insertTeam(db: ReadDb, t: { id: string; name: string; at: Date }): Promise<boolean> {
  const { rows } = await sql`insert into team (id, name, created_at) values (${t.id}, ${t.name}, ${t.at})
    on conflict (name) do nothing returning 1`.execute(db);
  return rows.length === 1;
}

export async function insertMember(db: ReadDb, teamId: string, agentId: string): Promise<void> {
  await sql`insert into team_member (team_id, agent_id) values (${teamId}, ${agentId}) on conflict do nothing`.execute(
    db,
  );
}

/** Ids of the teams of these names; those that are not there are left out. */
export async function teamIdsByName(db: ReadDb, names: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from team where name = any(${names}::text[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [name, id]));
}
