import { revokeInvitations } from '#server/channels/invitations.ts';
import { endStray } from '#server/domains/handoffs/handoff-changes.repository.ts';
import { findHandoff, openHandoffOf } from '#server/domains/handoffs/handoffs.repository.ts';
import { handoffData } from '#server/domains/handoffs/tell-handoff.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { RetryWork, type Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Party } from '#shared/domain/party.ts';
import { setOwner } from './conversations.repository.ts';
import type { InboundConversation } from './inbound.repository.ts';
import type { InboundTouched } from './inbound-touched.ts';

/**
 * A customer has written to somebody who is off: their conversation goes to its team's queue in the same transaction,
 * marked with the former owner ([CV6]).
 */
export async function leaveOwnerOff(
  work: Work,
  touched: InboundTouched,
  c: InboundConversation,
  channel: Channel,
): Promise<void> {
  const former = c.ownerAgentId;
  if (former === null || !c.ownerOff || c.customerWaitsSince === null) return;
  await endOwnCrossing(work, touched, c, channel);
  const from: Party = { type: 'agent', id: former, name: c.ownerName ?? '' };
  const to: Party = { type: 'team', id: c.teamId, name: c.teamName };
  // The customer is locked; only who does not keep that order can have been faster.
  if (!(await setOwner(work, c, to, 'owner_off'))) throw new RetryWork();
  c.epoch += 1;
  c.ownerAgentId = null;
  c.ownerOff = false;
  await appendItem(work, {
    customerId: c.customerId,
    conversationId: c.id,
    kind: 'system',
    channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt: work.at,
    data: { event: 'owner_changed', from, to, reason: 'owner_off' },
  });
  touched.touch(c, 'state', former);
}

/** Who is off leads nobody to another channel any more: the way there ends with their ownership. */
async function endOwnCrossing(
  work: Work,
  touched: InboundTouched,
  c: InboundConversation,
  channel: Channel,
): Promise<void> {
  const open = await openHandoffOf(work.tx, c.id);
  if (open === null) return;
  if (!(await endStray(work, open))) throw new RetryWork();
  await revokeInvitations(work, open.id, 'revoked');
  const withdrawn = await findHandoff(work.tx, open.id);
  if (withdrawn === null) throw new Error(`handoff ${open.id} is gone within its customer's lock`);
  c.crossings = c.crossings.filter(({ handoffId }) => handoffId !== open.id);
  await appendItem(work, {
    customerId: c.customerId,
    conversationId: c.id,
    kind: 'handoff',
    channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt: work.at,
    data: handoffData(withdrawn, 'withdrawn'),
  });
  touched.decided(withdrawn);
}
