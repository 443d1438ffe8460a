import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { findHandoff, lockAgents } from '#server/domains/handoffs/handoffs.repository.ts';
import { tellHandoff } from '#server/domains/handoffs/tell-handoff.service.ts';
import type { Work } from '#server/work.ts';
import type { InvitationRecord } from './invitation.repository.ts';

/** The link was opened: whoever waits for the customer sees it at once. They come with their first word ([HO4]). */
export async function tellOpened(work: Work, { handoffId }: InvitationRecord, c: ConversationRecord): Promise<void> {
  const handoff = handoffId === null ? null : await findHandoff(work.tx, handoffId);
  await lockAgents(work, [
    c.ownerAgentId,
    handoff?.fromAgentId ?? null,
    handoff?.toAgentId ?? null,
    handoff?.acceptedBy ?? null,
  ]);
  await tellConversationChanged(work, c);
  if (handoff !== null) await tellHandoff(work, handoff);
}
