import { type Asking, demand } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { OutcomeSettings, Skill } from '#shared/domain/settings.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import { editedMeanwhile, recordAct } from './admin-log.service.ts';
import {
  addOutcomeRow,
  insertSkill,
  listOutcomeSettings,
  listSkills,
  placeOutcome,
  saveOutcome,
  saveSkill,
} from './choices.repository.ts';

type Saved = { readonly id: string; readonly revision: number };

export async function addSkill(work: Work, asking: Asking, names: CommandParsed<'skill:add'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const id = work.nextId();
  await insertSkill(work, id, names);
  await recordAct(work, asking, { act: 'skill:add', entity: 'skill', id, name: names.nameJa, after: names });
  return { id, revision: 1 };
}

/** Renames or retires a skill; who has a retired one keeps it. Errors: `not_found`, `edited_meanwhile`. */
export async function changeSkill(work: Work, asking: Asking, input: CommandParsed<'skill:change'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const [before] = await listSkills(work.tx, input.id);
  if (before === undefined) throw new AppError('not_found');
  const revision = await saveSkill(work, input.id, input);
  if (revision === null) throw await editedMeanwhile(work, 'skill', input.id);
  await recordAct(work, asking, {
    act: 'skill:change',
    entity: 'skill',
    id: input.id,
    name: input.nameJa,
    before: factsOf(before),
    after: factsOf(input),
  });
  return { id: input.id, revision };
}

/** Adds an outcome at the end of the list. Error: `name_taken` for its code. */
export async function addOutcome(
  work: Work,
  asking: Asking,
  { code, ...names }: CommandParsed<'outcome:add'>,
): Promise<CommandOutput<'outcome:add'>> {
  demand(asking, 'settings.manage');
  if (!(await addOutcomeRow(work, code, names))) throw new AppError('name_taken', { details: { name: code } });
  await recordAct(work, asking, { act: 'outcome:add', entity: 'outcome', id: code, name: names.nameJa, after: names });
  return { code, revision: 1 };
}

/** Renames, moves or retires an outcome; conversations that ended so keep it. Errors: `not_found`, `edited_meanwhile`. */
export async function changeOutcome(
  work: Work,
  asking: Asking,
  input: CommandParsed<'outcome:change'>,
): Promise<CommandOutput<'outcome:change'>> {
  demand(asking, 'settings.manage');
  const { code } = input;
  const [before] = await listOutcomeSettings(work.tx, code);
  if (before === undefined) throw new AppError('not_found');
  const revision = await saveOutcome(work, code, input);
  if (revision === null) throw await editedMeanwhile(work, 'outcome', code);
  if (before.position !== input.position) await placeOutcome(work, code, input.position);
  await recordAct(work, asking, {
    act: 'outcome:change',
    entity: 'outcome',
    id: code,
    name: input.nameJa,
    before: { ...factsOf(before), position: before.position },
    after: { ...factsOf(input), position: input.position },
  });
  return { code, revision };
}

const factsOf = ({ nameJa, nameEn, retired }: Pick<Skill | OutcomeSettings, 'nameJa' | 'nameEn' | 'retired'>) => ({
  nameJa,
  nameEn,
  retired,
});
