import { together } from '#server/db/together.ts';
import type { Deps } from '#server/deps.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { LEAST_SCORE, NAME_REASONS, suggestionScore } from '#shared/domain/identity.ts';
import {
  type Candidate,
  candidatesOf,
  type Named,
  namesOf,
  type Pair,
  putSuggestion,
  saidBefore,
  takeTodo,
} from './find-duplicates.repository.ts';
import { otherName, sameName } from './names.ts';

/** One round looks at so many at most; a large import is worked off over several. */
const A_ROUND = 500;
/** So many share one work: what there is to know of each is read in one go. */
const AT_ONCE = 50;

/** Compares records that gained a name or a point with others, some in a work; gives how many it looked at. */
export async function findDuplicates(deps: Deps): Promise<number> {
  let looked = 0;
  while (looked < A_ROUND) {
    const taken = await inWork(deps, async (work) => {
      const ids = await takeTodo(work, AT_ONCE);
      if (ids.length > 0) await lookAt(work, ids);
      return ids.length;
    });
    looked += taken;
    if (taken < AT_ONCE) break;
  }
  return looked;
}

/** What is found of these records becomes suggestions; whoever has one of them open is told. */
async function lookAt(work: Work, customerIds: readonly string[]): Promise<void> {
  const [selves, ...found] = await together(work.tx, [namesOf(customerIds), ...customerIds.map(candidatesOf)]);
  const by = new Map(customerIds.map((id, n) => [id, found[n] ?? []]));
  const looks = selves.flatMap((self) => looksOf(self, by.get(self.id) ?? []));
  const likely = likelyOf(looks, await saidBefore(work, looks));
  // Customers before what is said of them, as everywhere.
  const locked = await lockCustomers(work, [...new Set(likely.flatMap(({ a, b }) => [a, b]))]);
  const told = new Set<string>();
  for (const one of likely) if (await putSuggestion(work, one)) told.add(one.a).add(one.b);
  for (const { id } of locked) if (told.has(id)) await addCustomerEvent(work, id, { type: 'customer_changed' });
}

/** A pair, and what speaks for it seen from one of the two. */
type Look = Pair & { readonly reasons: readonly string[] };

function looksOf(self: Named, candidates: readonly Candidate[]): Look[] {
  const by = new Map<string, Candidate[]>();
  for (const one of candidates) by.set(one.id, [...(by.get(one.id) ?? []), one]);
  return [...by].map(([id, list]) => {
    const [a, b] = self.id < id ? [self.id, id] : [id, self.id];
    return { a, b, reasons: withNames(self, list) };
  });
}

/** Pairs that are worth a suggestion with all that is said for them, in order; one that is seen from both sides once. */
function likelyOf(looks: readonly Look[], before: readonly Look[]): (Look & { readonly score: number })[] {
  const said = new Map(before.map((one) => [one.a + one.b, one.reasons]));
  const likely = new Map<string, Look & { readonly score: number }>();
  for (const { a, b, reasons: now } of looks) {
    const reasons = allReasons(now, said.get(a + b) ?? []);
    const score = suggestionScore(reasons);
    if (score < LEAST_SCORE) continue;
    said.set(a + b, reasons);
    likely.set(a + b, { a, b, reasons, score });
  }
  return [...likely.values()].sort((one, other) => (one.a + one.b < other.a + other.b ? -1 : 1));
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
