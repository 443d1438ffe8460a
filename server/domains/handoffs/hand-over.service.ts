import type { Asking } from '#server/asking.ts';
import { byOf } from '#server/domains/conversations/conversation-item.ts';
import { asConversation, type ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { handOwnerOver } from '#server/domains/conversations/ownership.service.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { asHandoff } from './handoff-view.ts';
import type { HandoffRecord } from './handoffs.repository.ts';
import { moveToTeam } from './move-to-team.service.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

type HandedOver = { readonly handoff: Handoff; readonly conversation: Conversation };

/** Both as they are under the lock of this work, the handoff completed. */
type Completed = { readonly locked: ConversationRecord; readonly accepted: HandoffRecord };

/** On the same channel: whoever accepted owns the conversation from now on, and the knot is on the thread ([HO4]). */
export async function handOver(
  work: Work,
  { locked, accepted }: Completed,
  by: Asking | { readonly id: string; readonly name: string },
): Promise<HandedOver> {
  const { acceptedBy, acceptedByName } = accepted;
  if (acceptedBy === null) throw new Error(`handoff ${accepted.id} was completed by nobody`);
  const here = accepted.toTeamId === null ? locked : await moveToTeam(work, locked, accepted.toTeamId);
  const after = await handOwnerOver(work, here, {
    to: { type: 'agent', id: acceptedBy, name: acceptedByName ?? '' },
    change: 'handed_off',
    by: 'actor' in by ? byOf(by) : by,
    item: handoffData(accepted, 'completed', true),
  });
  await tellHandoff(work, accepted);
  return { handoff: asHandoff(accepted), conversation: asConversation(after) };
}
