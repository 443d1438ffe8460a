import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Agent, Team } from '#shared/domain/people.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { listAgents, listCategories, listOutcomes, listSavedReplies, listTeams } from './people.repository.ts';

/** Who asks and everything of the workspace that the desk keeps at hand. */
export async function aboutMe({ db }: Pick<Deps, 'db'>, asking: Asking): Promise<QueryOutput<'me'>> {
  const [workspace, agents, teams, categories, outcomes, savedReplies] = await Promise.all([
    findWorkspace(db),
    listAgents(db),
    listTeams(db),
    listCategories(db),
    listOutcomes(db),
    listSavedReplies(db),
  ]);
  const agent = agents.find(({ id }) => id === asking.actor.id);
  if (agent === undefined || workspace === null) throw new AppError('not_found');
  const { name, locale, timeZone, demo, simulation } = workspace;
  return {
    agent,
    workspace: { name, locale, timeZone, demo, simulation },
    agents,
    teams,
    categories,
    outcomes,
    savedReplies,
  };
}

/** Colleagues and teams with presence and load, for handing over. */
export async function listPeople({ db }: Pick<Deps, 'db'>): Promise<{ agents: Agent[]; teams: Team[] }> {
  const [agents, teams] = await Promise.all([listAgents(db), listTeams(db)]);
  return { agents, teams };
}
