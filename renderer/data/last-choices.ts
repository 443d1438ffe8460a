import { z } from 'zod';

const MOST = 3;
const keptSchema = z.object({ categories: z.array(z.string()), outcomes: z.array(z.string()) });

/** What an agent chose last, newest first ([CV8]); kept by this machine. Ids only, nothing of a customer. */
export type LastChoices = z.infer<typeof keptSchema>;

const NONE: LastChoices = { categories: [], outcomes: [] };
const keyOf = (agentId: string): string => `tsunagi.wrap-up.${agentId}`;

export function readLastChoices(agentId: string, storage: Storage = window.localStorage): LastChoices {
  try {
    return keptSchema.parse(JSON.parse(storage.getItem(keyOf(agentId)) ?? 'null'));
  } catch {
    // Nothing kept, or damaged: one chooses from the whole list.
    return NONE;
  }
}

const first = (ids: readonly string[], id: string | null): string[] =>
  id === null ? [...ids] : [id, ...ids.filter((other) => other !== id)].slice(0, MOST);

export function keepLastChoices(
  agentId: string,
  choice: { readonly categoryId: string | null; readonly outcome: string | null },
  storage: Storage = window.localStorage,
): void {
  const before = readLastChoices(agentId, storage);
  const after: LastChoices = {
    categories: first(before.categories, choice.categoryId),
    outcomes: first(before.outcomes, choice.outcome),
  };
  try {
    storage.setItem(keyOf(agentId), JSON.stringify(after));
  } catch {
    // Full or refused: the list is only less handy next time.
  }
}
