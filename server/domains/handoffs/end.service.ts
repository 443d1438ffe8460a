import { revokeInvitations } from '#server/channels/invitations.ts';
import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { Author } from '#shared/domain/party.ts';
import { endStray } from './handoff-changes.repository.ts';
import { handoffNow, type LockedHandoff } from './handoff-locked.service.ts';
import { asHandoff } from './handoff-view.ts';
import { findAgentReceiver, type HandoffRecord, lockAgents } from './handoffs.repository.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

export type Unaccepted = {
  readonly ended: HandoffRecord;
  /** As it was before. */
  readonly was: HandoffRecord;
  readonly locked: ConversationRecord;
};

/**
 * It came to nothing: what was sent to the customer leads nowhere any more, an item says so, everyone is told. The sender
 * still owns; the team's queue does, if the sender is gone too ([HO2]).
 */
export async function endUnaccepted(
  work: Work,
  { ended, was, locked }: Unaccepted,
  by: Author | null,
): Promise<Handoff> {
  if (was.stage === 'crossing') {
    await revokeInvitations(work, ended.id, ended.state === 'lapsed' ? 'expired' : 'revoked');
  }
  await lockAgents(work, [ended.fromAgentId, ended.toAgentId, ended.acceptedBy]);
  const event = ended.state as 'declined' | 'expired' | 'withdrawn' | 'lapsed';
  await appendItem(work, { ...internalItem(work, locked, by), kind: 'handoff', data: handoffData(ended, event) });
  const sender = await findAgentReceiver(work, ended.fromAgentId);
  const stillOwns = locked.ownerAgentId === ended.fromAgentId;
  if (stillOwns && (sender === null || !sender.here)) {
    const queue = { type: 'team', id: locked.teamId, name: locked.teamName } as const;
    await changeOwner(work, locked, { to: queue, change: 'timed_out', by: null });
  }
  const told = await handoffNow(work, ended.id);
  await tellHandoff(work, told);
  return asHandoff(told);
}

/** Ends an offer whose conversation went to another owner in some other way. Throws `handoff_decided` when it is over. */
export async function endWithdrawn(work: Work, { handoff, locked }: LockedHandoff): Promise<Handoff> {
  if (!(await endStray(work, handoff))) {
    throw new AppError('handoff_decided', { details: { state: handoff.state } });
  }
  return endUnaccepted(work, { ended: await handoffNow(work, handoff.id), was: handoff, locked }, null);
}
