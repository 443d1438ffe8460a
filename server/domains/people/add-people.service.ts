import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Locale, Role } from '#shared/domain/people.ts';
import { insertAgent, insertMember, insertTeam, teamIdsByName } from './people.repository.ts';

type Parts = Pick<Deps, 'db' | 'clock' | 'ids'>;

export type AgentToAdd = {
  readonly login: string;
  readonly name: string;
  /** The name they work under towards customers. */
  readonly publicName: string;
  readonly role: Extract<Role, 'agent' | 'lead' | 'admin' | 'clerk'>;
  readonly locale: Locale;
  readonly passwordHash: string;
  /** By name; all have to exist. */
  readonly teams: readonly string[];
};

/** Adds somebody and their memberships, or nothing. Errors: `invalid` for a login that is taken, a team that is not there. */
export async function addAgent({ db, clock, ids }: Parts, agent: AgentToAdd): Promise<{ id: string }> {
  const id = ids.next();
  await db.transaction().execute(async (tx) => {
    const teamIds = await teamIdsByName(tx, agent.teams);
    const unknown = agent.teams.filter((name) => !teamIds.has(name));
    if (unknown.length > 0)
      throw invalid(`there is no team “${unknown.join('”, “')}”; add it with: tsunagi team add NAME`);
    const { locale } = agent;
    if (!(await insertAgent(tx, { ...agent, id, languages: [locale], at: clock.now() }))) {
      throw invalid(`the login “${agent.login}” is taken; choose another`);
    }
    for (const teamId of teamIds.values()) await insertMember(tx, teamId, id);
  });
  return { id };
}

/** Adds a team. Error: `invalid` for a name that is taken. */
export async function addTeam({ db, clock, ids }: Parts, name: string): Promise<{ id: string }> {
  const id = ids.next();
  if (!(await insertTeam(db, { id, name, at: clock.now() }))) throw invalid(`there is a team “${name}” already`);
  return { id };
}

function invalid(reason: string): AppError {
  return new AppError('invalid', { details: { reason } });
}
