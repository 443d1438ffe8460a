import type { ReadDb } from '#server/db/handle.ts';
import { sealHash } from '#server/domains/audit/seal-chain.ts';
import { countUnsealed, readSeal, sealedAfter } from '#server/domains/audit/seals.repository.ts';
import type { Break } from './rows-of.ts';

const PAGE = 5000;
/** [PR1] A view that is older than this has to be sealed. */
const SEALED_WITHIN_MS = 10_000;

/** Follows the chain of views from its first link: any row that was changed, removed, added or cut off the end shows. */
export async function auditChain(db: ReadDb, now: Date): Promise<Break[]> {
  const breaks = await unsealed(db, now);
  let sealNo = 0;
  let hash: Buffer = Buffer.alloc(0);
  for (;;) {
    const views = await sealedAfter(db, sealNo, PAGE);
    for (const view of views) {
      if (view.sealNo !== sealNo + 1) {
        breaks.push({
          what: `view ${view.id}`,
          found: `seal ${view.sealNo}`,
          expected: `seal ${sealNo + 1}: rows were removed`,
        });
        return breaks;
      }
      if (!sealHash(view.sealNo, hash, view).equals(view.hash)) {
        breaks.push({
          what: `view ${view.id}`,
          found: `seal ${view.sealNo} does not fit`,
          expected: 'the row as it was sealed',
        });
        return breaks;
      }
      ({ sealNo, hash } = view);
    }
    if (views.length < PAGE) break;
  }
  const end = await readSeal(db);
  if (end === null || end.sealNo !== sealNo || !end.hash.equals(hash)) {
    breaks.push({
      what: 'the chain of views',
      found: `it ends at seal ${sealNo}`,
      expected: `seal ${end?.sealNo ?? '(none kept)'}`,
    });
  }
  return breaks;
}

async function unsealed(db: ReadDb, now: Date): Promise<Break[]> {
  const count = await countUnsealed(db, new Date(now.getTime() - SEALED_WITHIN_MS));
  if (count === 0) return [];
  return [
    { what: `${count} views`, found: 'not sealed after 10 s', expected: 'sealed within a second; is a hub running?' },
  ];
}
