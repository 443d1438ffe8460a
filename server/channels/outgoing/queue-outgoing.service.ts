import type { ChannelAddress } from '#server/channels/channel.ts';
import { assertMayLeave, type LeavingItem } from '#server/domains/messages/may-leave.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import type { Work } from '#server/work.ts';
import { insertOutgoing } from './outgoing.repository.ts';

export const OUTGOING_TASK = 'outgoing';

type Going = {
  readonly connectionId: string;
  readonly to: Pick<ChannelAddress, 'customerId' | 'conversationId' | 'contactPointId'>;
  readonly item: LeavingItem;
  /** Ours, fixed before the first attempt; made here unless given. */
  readonly ref?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
};

/** Puts an item on its way with the transaction that appended it: sent exactly if that commits ([CH3]). */
export async function queueOutgoing(
  work: Work,
  { connectionId, to, item, ref, details = {} }: Going,
): Promise<'queued'> {
  assertMayLeave(item);
  await insertOutgoing(work, {
    itemId: item.id,
    connectionId,
    customerId: item.customerId,
    conversationId: to.conversationId,
    contactPointId: to.contactPointId,
    ref: ref ?? work.nextId(),
    details,
  });
  await addJob(work.tx, OUTGOING_TASK, { itemId: item.id }, { key: `${OUTGOING_TASK}:${item.id}` });
  return 'queued';
}
