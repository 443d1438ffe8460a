import { type Asking, demand } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { BrandSettings, TeamFields, TeamSettings } from '#shared/domain/settings.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { editedMeanwhile, recordAct } from './admin-log.service.ts';
import {
  areThere,
  brandNameTaken,
  insertBrand,
  insertTeamSettings,
  listBrands,
  listTeamSettings,
  lockDefaultTeam,
  makeDefaultTeam,
  saveBrand,
  saveTeamSettings,
  teamNameTaken,
} from './teams.repository.ts';

type Saved = { readonly id: string; readonly revision: number };

/** Adds a team. Errors: `name_taken`, `invalid` for a calendar or a brand that is not there. */
export async function addTeam(work: Work, asking: Asking, input: CommandParsed<'team:add'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const id = work.nextId();
  await demandFits(work, id, input);
  await insertTeamSettings(work, id, input);
  if (input.isDefault) await makeDefaultTeam(work, id);
  const team = await knownTeam(work, id);
  await recordAct(work, asking, { act: 'team:add', entity: 'team', id, name: team.name, after: factsOf(team) });
  return { id, revision: team.revision };
}

/** Changes a team. Errors: as for adding, `edited_meanwhile`, `default_team_needed`. */
export async function changeTeam(work: Work, asking: Asking, input: CommandParsed<'team:change'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const { id, revision, ...fields } = input;
  await lockDefaultTeam(work);
  const before = await knownTeam(work, id);
  await demandFits(work, id, fields);
  if ((await saveTeamSettings(work, id, revision, fields)) === null) throw await editedMeanwhile(work, 'team', id);
  if (before.isDefault && !fields.isDefault) throw new AppError('default_team_needed');
  if (fields.isDefault && !before.isDefault) await makeDefaultTeam(work, id);
  const after = await knownTeam(work, id);
  await recordAct(work, asking, {
    act: 'team:change',
    entity: 'team',
    id,
    name: after.name,
    before: factsOf(before),
    after: factsOf(after),
  });
  work.changes.push({ to: 'team', teamId: id });
  return { id, revision: after.revision };
}

/** Adds a brand: a name, and the calendar of the teams that have none of their own. */
export async function addBrand(work: Work, asking: Asking, input: CommandParsed<'brand:add'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const id = work.nextId();
  await demandThere(work, input.calendarId, null);
  if (!(await insertBrand(work, { id, ...input }))) throw nameTaken(input.name);
  await recordAct(work, asking, { act: 'brand:add', entity: 'brand', id, name: input.name, after: input });
  return { id, revision: 1 };
}

export async function changeBrand(work: Work, asking: Asking, input: CommandParsed<'brand:change'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const { id, revision, ...fields } = input;
  const [before] = await listBrands(work.tx, id);
  if (before === undefined) throw new AppError('not_found');
  await demandThere(work, fields.calendarId, null);
  if (await brandNameTaken(work, fields.name, id)) throw nameTaken(fields.name);
  const saved = await saveBrand(work, revision, { id, ...fields });
  if (saved === null) throw await editedMeanwhile(work, 'brand', id);
  await recordAct(work, asking, {
    act: 'brand:change',
    entity: 'brand',
    id,
    name: fields.name,
    before: brandFacts(before),
    after: fields,
  });
  return { id, revision: saved };
}

const brandFacts = ({ name, calendarId }: BrandSettings) => ({ name, calendarId: calendarId ?? null });

const factsOf = ({ id: _, members: __, revision: ___, ...facts }: TeamSettings): Record<string, unknown> => facts;

const nameTaken = (name: string): AppError => new AppError('name_taken', { details: { name } });

async function demandFits(work: Work, id: string, fields: TeamFields): Promise<void> {
  await demandThere(work, fields.calendarId, fields.brandId);
  if (await teamNameTaken(work, fields.name, id)) throw nameTaken(fields.name);
}

async function demandThere(work: Work, calendarId: string | null, brandId: string | null): Promise<void> {
  if (!(await areThere(work, calendarId, brandId)))
    throw new AppError('invalid', { details: { reason: 'calendarId, brandId: one is not there' } });
}

async function knownTeam(work: Work, id: string): Promise<TeamSettings> {
  const [team] = await listTeamSettings(work.tx, id);
  if (team === undefined) throw new AppError('not_found');
  return team;
}
