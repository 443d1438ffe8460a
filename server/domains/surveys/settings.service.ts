import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { editedMeanwhile, recordAct } from '#server/domains/settings/admin-log.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { DEFAULT_SURVEY, type SurveySettings } from '#shared/domain/survey.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import {
  listSurveySettings,
  removeSurveySettings,
  saveSurveySettings,
  surveySettingsOf,
  teamName,
} from './settings.repository.ts';

const ENTITY = 'survey';
/** What the record calls the row of all teams. */
const EVERY_TEAM = '*';

/** The row of all teams, as it is or as a workspace begins with it, and the rows of teams that have their own. */
export async function surveySettings({ db }: Pick<Deps, 'db'>): Promise<QueryOutput<'survey.settings'>> {
  const rows = await listSurveySettings(db);
  const common = rows.find(({ teamId }) => teamId === undefined) ?? { ...DEFAULT_SURVEY, revision: 0 };
  return { common, teams: rows.filter(({ teamId }) => teamId !== undefined) };
}

/** Sets how customers are asked. Errors: `not_found` for the team, `edited_meanwhile`. */
export async function setSurvey(
  work: Work,
  asking: Asking,
  input: CommandParsed<'survey:set'>,
): Promise<{ revision: number }> {
  demand(asking, 'settings.manage');
  const { teamId = null, revision, fields } = input;
  const name = await nameOf(work, teamId);
  const before = await rowOf(work, teamId);
  const saved = await saveSurveySettings(work, { teamId, revision, fields });
  if (saved === null) throw await editedMeanwhile(work, ENTITY, teamId ?? EVERY_TEAM);
  await recordAct(work, asking, {
    act: 'survey:set',
    entity: ENTITY,
    id: teamId ?? EVERY_TEAM,
    name,
    before: before === null ? null : factsOf(before),
    after: fields,
  });
  return { revision: saved };
}

/** A team asks as all teams do again. Errors: `not_found`, `edited_meanwhile`. */
export async function unsetSurvey(
  work: Work,
  asking: Asking,
  { teamId, revision }: CommandParsed<'survey:unset'>,
): Promise<{ removed: boolean }> {
  demand(asking, 'settings.manage');
  const name = await nameOf(work, teamId);
  if (!(await removeSurveySettings(work, teamId, revision))) throw await editedMeanwhile(work, ENTITY, teamId);
  await recordAct(work, asking, { act: 'survey:unset', entity: ENTITY, id: teamId, name });
  return { removed: true };
}

async function nameOf(work: Work, teamId: string | null): Promise<string> {
  if (teamId === null) return EVERY_TEAM;
  const name = await teamName(work, teamId);
  if (name === null) throw new AppError('not_found');
  return name;
}

async function rowOf(work: Work, teamId: string | null): Promise<SurveySettings | null> {
  if (teamId !== null) {
    const own = await surveySettingsOf(work.tx, teamId);
    return own?.teamId === teamId ? own : null;
  }
  return (await listSurveySettings(work.tx)).find((row) => row.teamId === undefined) ?? null;
}

const factsOf = ({ teamId: _, revision: __, ...facts }: SurveySettings): Record<string, unknown> => facts;
