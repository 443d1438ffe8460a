import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { repliesInUse } from '#server/domains/replies/replies.repository.ts';
import { wordingInForce } from '#server/domains/replies/wording.repository.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Agent, Team } from '#shared/domain/people.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { listAgents, listCategories, listOutcomes, listTeams } from './people.repository.ts';

/** Who asks and everything of the workspace that the desk keeps at hand. */
export async function aboutMe({ db }: Pick<Deps, 'db'>, asking: Asking): Promise<QueryOutput<'me'>> {
  const [workspace, agents, teams, categories, outcomes, savedReplies, wordingRules] = await Promise.all([
    findWorkspace(db),
    listAgents(db),
    listTeams(db),
    listCategories(db),
    listOutcomes(db),
    repliesInUse(db, asking.actor.role === 'lead' ? 'all' : asking.actor.teamIds),
    wordingInForce(db),
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
    wordingRules,
  };
}

/** Colleagues and teams with presence and load, for handing over. */
export async function listPeople({ db }: Pick<Deps, 'db'>): Promise<{ agents: Agent[]; teams: Team[] }> {
  const [agents, teams] = await Promise.all([listAgents(db), listTeams(db)]);
  return { agents, teams };
}
