import type { Insertable, Kysely } from 'kysely';
import { v7 } from 'uuid';
import type { Asking } from '#server/asking.ts';
import type { AgentTable, Tables, TeamTable } from '#server/db/tables.generated.ts';
import type { Role } from '#shared/domain/people.ts';

const BORN = new Date('2026-01-01T00:00:00Z');
let made = 0;

export type MadeTeam = { readonly id: string; readonly name: string; readonly type: 'team' };
export type MadeAgent = {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly role: AgentTable['role'];
  readonly type: 'agent';
  readonly teamIds: readonly string[];
};

/** A team; not the default one unless told. Usable as a Party. */
export async function makeTeam(db: Kysely<Tables>, over: Partial<Insertable<TeamTable>> = {}): Promise<MadeTeam> {
  const row = { id: v7(), name: `Team ${++made}`, created_at: BORN, ...over };
  await db.insertInto('team').values(row).execute();
  return { id: row.id, name: row.name, type: 'team' };
}

/** An agent who is ready, in the teams given. Without a password: see the sign-in tests. Usable as a Party. */
export async function makeAgent(
  db: Kysely<Tables>,
  teams: readonly { id: string }[] = [],
  over: Partial<Insertable<AgentTable>> = {},
): Promise<MadeAgent> {
  const n = ++made;
  const row = {
    id: v7(),
    login: `agent${n}`,
    name: `担当 ${n}`,
    public_name: `Agent ${n}`,
    role: 'agent' as const,
    locale: 'ja' as const,
    presence: 'ready' as const,
    created_at: BORN,
    ...over,
  };
  await db.insertInto('agent').values(row).execute();
  const teamIds = teams.map((team) => team.id);
  if (teamIds.length > 0) {
    await db
      .insertInto('team_member')
      .values(teamIds.map((team_id) => ({ team_id, agent_id: row.id })))
      .execute();
  }
  return { id: row.id, name: row.name, login: row.login, role: row.role, type: 'agent', teamIds };
}

/** The agent as one who asks, in the language given. */
export function askingAs(
  agent: { id: string; name: string; role: Role; teamIds: readonly string[] },
  locale: 'ja' | 'en' = 'en',
): Asking {
  return { actor: { role: agent.role, id: agent.id, teamIds: agent.teamIds }, name: agent.name, locale };
}

/** An integration's API key as one who asks; nothing granted unless told. */
export function askingAsKey(grants: readonly string[] = [], name = 'test key'): Asking {
  return { actor: { role: 'integration', id: v7(), teamIds: [], grants }, name, locale: 'en' };
}
