import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Store, StoreQuestion } from '#shared/domain/store.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { asQuestion, openQuestions, questionsOf } from './questions.repository.ts';
import { listStores, placeClerk, saveStore, storeOfClerk } from './stores.repository.ts';

export const allStores = (deps: Pick<Deps, 'db'>): Promise<Store[]> => listStores(deps.db);

/** What was asked of stores in a conversation, oldest first. */
export const askedIn = async (deps: Pick<Deps, 'db'>, conversationId: string): Promise<StoreQuestion[]> =>
  (await questionsOf(deps.db, conversationId)).map(asQuestion);

/** Adds a store, or changes the one with its code. Gives its id. */
export const keepStore = (work: Work, input: CommandParsed<'store:save'>): Promise<string> =>
  saveStore(work, { ...input, phone: input.phone ?? null });

/** Says at which store a clerk works. Throws `not_found` for whoever is no clerk. */
export async function placeAt(work: Work, { agentId, storeId }: CommandParsed<'store:place-clerk'>): Promise<void> {
  if (!(await placeClerk(work, agentId, storeId))) throw new AppError('not_found');
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
