import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { editedMeanwhile, recordAct } from '#server/domains/settings/admin-log.service.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Store, StoreQuestion } from '#shared/domain/store.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { asQuestion, openQuestions, questionsOf } from './questions.repository.ts';
import {
  findStore,
  listStores,
  lockStore,
  placeClerk,
  type SavedStore,
  saveStore,
  storeOfClerk,
} from './stores.repository.ts';

export const allStores = async (deps: Pick<Deps, 'db'>): Promise<Store[]> =>
  (await listStores(deps.db)).map(({ revision: _, ...store }) => store);

/** What was asked of stores in a conversation, oldest first. */
export const askedIn = async (deps: Pick<Deps, 'db'>, conversationId: string): Promise<StoreQuestion[]> =>
  (await questionsOf(deps.db, conversationId)).map(asQuestion);

const factsOf = ({ name, phone, active }: SavedStore): Record<string, unknown> => ({ name, phone, active });

/**
 * Adds a store, or changes the one with its code. Errors: `name_taken` for one that was to be new and is there,
 * `edited_meanwhile`.
 */
export async function keepStore(
  work: Work,
  asking: Asking,
  { revision, phone = '', ...fields }: CommandParsed<'store:save'>,
): Promise<CommandOutput<'store:save'>> {
  const before = await lockStore(work, fields.code);
  if (revision !== undefined && revision > 0 && before?.revision !== revision)
    throw await editedMeanwhile(work, 'store', before?.id ?? '');
  const saved = await saveStore(work, { ...fields, phone: phone === '' ? null : phone }, revision !== 0);
  if (saved === null) throw new AppError('name_taken', { details: { name: fields.code } });
  await recordAct(work, asking, {
    act: 'store:save',
    entity: 'store',
    id: saved.id,
    name: saved.name,
    before: before === null ? null : factsOf(before),
    after: { ...(before === null ? { code: saved.code } : {}), ...factsOf(saved) },
  });
  return { storeId: saved.id, revision: saved.revision };
}

/** Says at which store a clerk works. Throws `not_found` for whoever is no clerk, and for a store that is closed or not there. */
export async function placeAt(
  work: Work,
  asking: Asking,
  { agentId, storeId }: CommandParsed<'store:place-clerk'>,
): Promise<void> {
  const before = await storeOfClerk(work.tx, agentId);
  const store = storeId === null ? null : await findStore(work.tx, storeId);
  if (storeId !== null && store === null) throw new AppError('not_found');
  const name = await placeClerk(work, agentId, storeId);
  if (name === null) throw new AppError('not_found');
  await recordAct(work, asking, {
    act: 'store:place-clerk',
    entity: 'person',
    id: agentId,
    name,
    before: { store: before?.name ?? null },
    after: { store: store?.name ?? null },
  });
}

/** Who stands at the counter, of which store, and what the desk asks it. */
export async function atTheCounter(deps: Pick<Deps, 'db'>, asking: Asking): Promise<QueryOutput<'clerk.me'>> {
  const [store, workspace] = await Promise.all([storeOfClerk(deps.db, asking.actor.id), findWorkspace(deps.db)]);
  const questions = store === null ? [] : (await openQuestions(deps.db, store.id)).map(asQuestion);
  return {
    name: asking.name,
    workspace: workspace?.name ?? '',
    timeZone: workspace?.timeZone ?? 'Asia/Tokyo',
    ...(store === null ? {} : { store }),
    questions,
  };
}
