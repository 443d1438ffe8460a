import type { Deps } from '#server/deps.ts';
import { sealHash } from './seal-chain.ts';
import { lockSeal, unsealedViews, writeSeals } from './seals.repository.ts';

/** Most views sealed in one transaction. */
const BATCH = 500;

/**
 * Seals the views recorded since into the chain, one batch ([PR1]). Run twice a second on every hub; the one that holds
 * the chain's end does it. Gives how many it sealed; a full batch means that there are more.
 */
export async function sealViews({ db }: Pick<Deps, 'db'>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const end = await lockSeal(tx);
    if (end === null) return 0;
    const views = await unsealedViews(tx, BATCH);
    let { sealNo, hash } = end;
    const seals = views.map((view) => {
      sealNo += 1;
      hash = sealHash(sealNo, hash, view);
      return { id: view.id, sealNo, hash };
    });
    await writeSeals(tx, seals);
    return seals.length;
  });
}

/** Seals until nothing is left. */
export async function sealAllViews(deps: Pick<Deps, 'db'>): Promise<void> {
  while ((await sealViews(deps)) === BATCH);
}
