import type { Deps } from '#server/deps.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import type { DeliveryState } from '#shared/domain/timeline-item.ts';
import { deliveryOf, findByProviderId, type OutgoingRecord, writeDelivery } from './outgoing.repository.ts';

/**
 * How much each state proves. A message that was delivered has not failed, whatever comes late; one that failed may still
 * turn out delivered.
 */
const RANK: Readonly<Record<DeliveryState, number>> = { queued: 0, sent: 1, failed: 2, delivered: 3, read: 4 };

type Item = Pick<OutgoingRecord, 'itemId' | 'customerId' | 'seq'>;

/** Sets how far an item got and tells followers; the caller has locked its customer. */
export async function setDelivery(
  work: Work,
  item: Item,
  state: DeliveryState,
  reason: string | null = null,
): Promise<void> {
  const before = await deliveryOf(work, item.itemId);
  if (before?.state === state && before.reason === reason) return;
  await writeDelivery(work, item.itemId, state, reason);
  await addCustomerEvent(work, item.customerId, { type: 'delivery_changed', seq: item.seq });
}

/** As `setDelivery`, but only upwards: marks of providers come late, twice and out of order. */
export async function raiseDelivery(
  work: Work,
  item: Item,
  state: DeliveryState,
  reason: string | null = null,
): Promise<void> {
  const before = await deliveryOf(work, item.itemId);
  if (before !== null && RANK[before.state as DeliveryState] >= RANK[state]) return;
  await setDelivery(work, item, state, reason);
}

type Mark = {
  readonly connectionId: string;
  readonly providerId: string;
  readonly state: DeliveryState;
  /** Why it failed: a word of ours, or the provider's code. */
  readonly reason?: string | undefined;
};

/** A provider's word on an item that it took. False when it is not one of ours. Only ever rises. */
export async function markDelivery(deps: Deps, mark: Mark): Promise<boolean> {
  return inWork(deps, async (work) => {
    const item = await findByProviderId(work.tx, mark.connectionId, mark.providerId);
    if (item === null) return false;
    await lockCustomer(work, item.customerId);
    await raiseDelivery(work, item, mark.state, mark.reason ?? null);
    return true;
  });
}
