import type { ReadDb } from '#server/db/handle.ts';
import { isSearchable } from '#server/domains/search/item-words.ts';
import type { Break } from './rows-of.ts';
import { itemsToFind } from './verify.repository.ts';

const PAGE = 5000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Every item that holds words has its entry in the search. */
export async function itemsSearchable(db: ReadDb, limit: number): Promise<Break[]> {
  const breaks: Break[] = [];
  for (let after = FIRST; breaks.length < limit; ) {
    const items = await itemsToFind(db, after, PAGE);
    for (const item of items) {
      if (item.found || !isSearchable(item.kind, item.data as never)) continue;
      breaks.push({ what: `item ${item.id}`, found: 'no search entry', expected: 'one' });
    }
    const last = items.at(-1);
    if (last === undefined || items.length < PAGE) break;
    after = last.id;
  }
  return breaks.slice(0, limit);
}
