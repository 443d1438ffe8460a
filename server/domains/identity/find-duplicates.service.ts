import type { Deps } from '#server/deps.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { LEAST_SCORE, NAME_REASONS, suggestionScore } from '#shared/domain/identity.ts';
import {
  type Candidate,
  candidatesFor,
  namesOf,
  putSuggestion,
  saidBefore,
  takeTodo,
} from './find-duplicates.repository.ts';
import { otherName, sameName } from './names.ts';

/** One round looks at so many at most; a large import is worked off over several. */
const A_ROUND = 500;

/** Compares records that gained a name or a point with others, each in a work of its own; gives how many it looked at. */
export async function findDuplicates(deps: Deps): Promise<number> {
  for (let looked = 0; looked < A_ROUND; looked++) {
    const taken = await inWork(deps, async (work) => {
      const [id] = await takeTodo(work, 1);
      if (id !== undefined) await lookAt(work, id);
      return id !== undefined;
    });
    if (!taken) return looked;
  }
  return A_ROUND;
}

/** What is found of one record becomes suggestions; whoever has it open is told. */
async function lookAt(work: Work, customerId: string): Promise<void> {
  const self = await namesOf(work, customerId);
  if (self === null) return;
  const by = new Map<string, Candidate[]>();
  for (const found of await candidatesFor(work, customerId)) by.set(found.id, [...(by.get(found.id) ?? []), found]);
  const told = new Set<string>();
  for (const [id, list] of [...by].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const reasons = allReasons(withNames(self, list), await saidBefore(work, customerId, id));
    const score = suggestionScore(reasons);
    if (score < LEAST_SCORE) continue;
    if (await putSuggestion(work, { a: customerId, b: id, reasons, score })) told.add(customerId).add(id);
  }
  const locked = await lockCustomers(work, [...told]);
  for (const { id } of locked) await addCustomerEvent(work, id, { type: 'customer_changed' });
}

/** Names are as they are now; of a point the stronger word counts. */
function allReasons(now: readonly string[], before: readonly string[]): string[] {
  const names: readonly string[] = NAME_REASONS;
  const all = new Set([...now, ...before.filter((reason) => !names.includes(reason))]);
  return [...all].filter(
    (reason) =>
      !all.has(reason.replace(/^same_(?!verified_)/, 'same_verified_')) || !/^same_(?!verified_)/.test(reason),
  );
}

type Names = { readonly name: string | null; readonly kana: string | null };

/** The reasons found, and what the names say beside them: the same in another script, or somebody else's. */
function withNames(self: Names, found: readonly Candidate[]): string[] {
  const reasons = new Set(found.map((one) => one.reason));
  const other = found[0];
  if (other === undefined) return [];
  const named = reasons.has('same_name') || reasons.has('same_kana');
  if (!named && sameName(self, other)) reasons.add('same_sound');
  if (otherName(self, other)) reasons.add('other_name');
  return [...reasons];
}
