import { revokeInvitations } from '#server/channels/invitations.ts';
import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import { endStray } from './handoff-changes.repository.ts';
import { handoffNow } from './handoff-locked.service.ts';
import { lockAgents, openHandoffOf } from './handoffs.repository.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

/**
 * Ends the open handoff of a locked conversation, if there is one, as withdrawn: its owner changes in another way, or it is
 * resolved, and nobody shall accept what is no longer offered, nor come by a link that leads nowhere. Call it before the
 * owner changes.
 */
export async function withdrawOpenOffer(
  work: Work,
  locked: ConversationRecord,
  by: { readonly id: string; readonly name: string } | null,
): Promise<void> {
  const open = await openHandoffOf(work.tx, locked.id);
  if (open === null || !(await endStray(work, open))) return;
  if (open.stage === 'crossing') await revokeInvitations(work, open.id, 'revoked');
  const withdrawn = await handoffNow(work, open.id);
  await lockAgents(work, [withdrawn.fromAgentId, withdrawn.toAgentId, withdrawn.acceptedBy]);
  const author = by === null ? null : ({ type: 'agent', ...by } as const);
  await appendItem(work, {
    ...internalItem(work, locked, author),
    kind: 'handoff',
    data: handoffData(withdrawn, 'withdrawn'),
  });
  await tellHandoff(work, withdrawn);
}
