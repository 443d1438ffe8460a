import { markDelivery, raiseDelivery } from '#server/channels/outgoing/delivery-state.service.ts';
import { findByRef, type OutgoingRecord, settleOutgoing } from '#server/channels/outgoing/outgoing.repository.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { inWork } from '#server/work.ts';
import type { DeliveryState } from '#shared/domain/timeline-item.ts';

type Mark = {
  readonly providerId: string;
  /** Our own id, where the provider carries it back. */
  readonly ref: string | undefined;
  readonly state: DeliveryState;
  readonly reason: string | undefined;
};

const TAKEN: readonly string[] = ['sent', 'failed'];

/**
 * A provider's word on an item of ours. Where its answer to the sending never came, this is how we learn that it was taken,
 * and under which id ([CH3]). While the answer may still come, the mark comes again. Marks of others change nothing.
 */
export async function markByRefOrId(deps: Deps, connection: Connection, mark: Mark): Promise<void> {
  const { providerId, ref, state, reason } = mark;
  if (await markDelivery(deps, { connectionId: connection.id, providerId, state, reason })) return;
  const out = ref === undefined ? null : await findByRef(deps.db, ref);
  if (out === null || out.connectionId !== connection.id) return;
  if (TAKEN.includes(out.state)) return;
  if (out.state !== 'unknown')
    throw new ProviderError('retry', 'too_early', 'the answer to the sending is still to come', { retryAfterMs: 1000 });
  await settleUnknown(deps, out, mark);
}

async function settleUnknown(deps: Deps, out: OutgoingRecord, { providerId, state, reason }: Mark): Promise<void> {
  await inWork(deps, async (work) => {
    await lockCustomer(work, out.customerId);
    if (!(await settleOutgoing(work, out.itemId, ['unknown'], { state: 'sent', providerId }))) return;
    await raiseDelivery(work, out, state, reason ?? null);
  });
}
