import { type HeardItem, hear } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { inWork } from '#server/work.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import { claimOwner, claimReceipt, insertUnclaimed } from './receipts.repository.ts';
import { heardAtTill, type TillEvent } from './till-events.ts';

export type Taken = { readonly status: 'accepted' | 'duplicate' | 'unclaimed'; readonly item?: HeardItem };

/**
 * Puts what a till told onto its customer's thread; without anybody named, keeps it until somebody shows the receipt. The
 * same again is told apart by its id and changes nothing.
 */
export async function takeTillEvent(deps: Deps, connection: Connection, event: TillEvent): Promise<Taken> {
  const heard = heardAtTill(event);
  return inWork(deps, async (work) => {
    // Tills write `-` or `0` where nobody gave a number: that names nobody.
    if (!heard.points.some(({ kind, value }) => normaliseContactPoint(kind, value) !== null)) {
      const owner = await claimOwner(work.tx, connection.id, heard.externalId);
      if (owner !== null) return { status: 'duplicate' };
      const isNew = await insertUnclaimed(work, connection.id, event, heard);
      return { status: isNew ? 'unclaimed' : 'duplicate' };
    }
    const item = await hear(work, connection, heard);
    // The till has said meanwhile whose it is: nobody else's any more.
    await claimReceipt(work, connection.id, heard.externalId);
    return { status: item.duplicate ? 'duplicate' : 'accepted', item };
  });
}
