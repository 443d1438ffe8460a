import { type Asking, demand } from '#server/asking.ts';
import { sha256 } from '#server/auth/secrets.ts';
import { insertAgent } from '#server/domains/people/people.repository.ts';
import { isBreakGlass } from '#server/domains/sign-on/settings.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Person, PersonFields } from '#shared/domain/settings.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { editedMeanwhile, recordAct } from './admin-log.service.ts';
import { leaveNothingBehind } from './deactivate.service.ts';
import {
  dropPasswordCode,
  endSessionsOf,
  listStaff,
  lockAdmins,
  putPasswordCode,
  savePerson,
  setActive,
  setBelongings,
} from './people.repository.ts';

type Saved = { readonly id: string; readonly revision: number };

/** How long a code can be used to set a password. */
export const PASSWORD_CODE_MS = 3 * 24 * 60 * 60_000;

const FIELDS = [
  'name',
  'publicName',
  'role',
  'locale',
  'languages',
  'teamIds',
  'skillIds',
  'capacity',
  'callCapacity',
  'mailCapacity',
  'active',
] as const;

const factsOf = (person: Person): Record<string, unknown> =>
  Object.fromEntries(FIELDS.map((field) => [field, person[field]]));

/** Adds somebody who sets their password by the code. Error: `name_taken` for a login that is there already. */
export async function addPerson(work: Work, asking: Asking, input: CommandParsed<'person:add'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const id = work.nextId();
  const { code, login, ...fields } = input;
  if (!(await insertAgent(work.tx, { ...fields, id, login, passwordHash: null, at: work.at })))
    throw new AppError('name_taken', { details: { name: login } });
  // Capacity is set with the rest, as when somebody is changed.
  const revision = await save(work, id, 1, fields);
  await putPasswordCode(work, id, sha256(code), new Date(work.at.getTime() + PASSWORD_CODE_MS));
  const person = await known(work, id);
  await recordAct(work, asking, {
    act: 'person:add',
    entity: 'person',
    id,
    name: person.name,
    after: { login, ...factsOf(person) },
  });
  return { id, revision };
}

/**
 * Changes somebody, all of it at once. Who is no longer an administrator may not be the last ([PR5] would leave nobody).
 * Errors: `not_found`, `edited_meanwhile`, `last_admin`, `break_glass_needed`.
 */
export async function changePerson(work: Work, asking: Asking, input: CommandParsed<'person:change'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const { id, revision, ...fields } = input;
  const before = await known(work, id);
  if (before.role === 'admin' && fields.role !== 'admin') await demandSpareable(work, id);
  const saved = await save(work, id, revision, fields);
  const after = await known(work, id);
  await recordAct(work, asking, {
    act: 'person:change',
    entity: 'person',
    id,
    name: after.name,
    before: factsOf(before),
    after: factsOf(after),
  });
  return { id, revision: saved };
}

/**
 * Deactivates somebody: their sign-ins end on every transport, their conversations go to the queues, their code is void.
 * Or takes them back; then they need a new code unless they kept their password. Errors as of a change.
 */
export async function setPersonActive(
  work: Work,
  asking: Asking,
  { id, revision, active }: CommandParsed<'person:set-active'>,
): Promise<Saved> {
  demand(asking, 'settings.manage');
  const before = await known(work, id);
  if (!active) await leaveNothingBehind(work, asking, id);
  if (!active && before.role === 'admin') await demandSpareable(work, id);
  const saved = await setActive(work, id, revision, active);
  if (saved === null) throw await editedMeanwhile(work, 'person', id);
  if (!active) {
    const ids = await endSessionsOf(work, id, 'deactivated');
    await dropPasswordCode(work, id);
    work.changes.push({ to: 'sessions', ids });
  }
  const after = await known(work, id);
  await recordAct(work, asking, {
    act: 'person:set-active',
    entity: 'person',
    id,
    name: after.name,
    before: { active: before.active },
    after: { active: after.active },
  });
  return { id, revision: saved };
}

/** Lets somebody set a password by the code. What they have now stays good until they do. Errors: `not_found`, `wrong_state`. */
export async function resetPassword(
  work: Work,
  asking: Asking,
  { id, code }: CommandParsed<'person:reset-password'>,
): Promise<{ id: string; until: string }> {
  demand(asking, 'settings.manage');
  const person = await known(work, id);
  if (!person.active) throw new AppError('wrong_state', { details: { state: 'inactive' } });
  const until = new Date(work.at.getTime() + PASSWORD_CODE_MS);
  await putPasswordCode(work, id, sha256(code), until);
  await recordAct(work, asking, { act: 'person:reset-password', entity: 'person', id, name: person.name });
  return { id, until: until.toISOString() };
}

async function save(work: Work, id: string, revision: number, fields: PersonFields): Promise<number> {
  const saved = await savePerson(work, id, revision, fields);
  if (saved === null) throw await editedMeanwhile(work, 'person', id);
  if (!(await setBelongings(work, id, fields)))
    throw new AppError('invalid', { details: { reason: 'teamIds, skillIds: one is not there' } });
  return saved;
}

async function known(work: Work, id: string): Promise<Person> {
  const [person] = await listStaff(work.tx, work.at, id);
  if (person === undefined) throw new AppError('not_found');
  return person;
}

/** Neither the last administrator nor the one who may sign in by password when nobody else may. */
async function demandSpareable(work: Work, id: string): Promise<void> {
  if (await isBreakGlass(work, id)) throw new AppError('break_glass_needed');
  const admins = await lockAdmins(work);
  if (!admins.some((admin) => admin !== id)) throw new AppError('last_admin');
}
