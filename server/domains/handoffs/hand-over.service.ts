import type { Asking } from '#server/asking.ts';
import { byOf } from '#server/domains/conversations/conversation-item.ts';
import { asConversation, type ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner } from '#server/domains/conversations/ownership.service.ts';
import { AppError } from '#server/errors.ts';
import type { Step, Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { asHandoff } from './handoff-view.ts';
import type { HandoffRecord } from './handoffs.repository.ts';
import { moveToTeam } from './move-to-team.service.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

type HandedOver = { readonly handoff: Handoff; readonly conversation: Conversation };

/** `accepted` as it is or, with `first`, as it will be once that has completed it. */
type Completed = { readonly locked: ConversationRecord; readonly accepted: HandoffRecord; readonly first?: Step };

/**
 * On the same channel: whoever accepted owns the conversation from now on, and the knot is on the thread ([HO4]). The
 * caller has completed the handoff, or gives the step that does.
 */
export async function handOver(
  work: Work,
  { locked, accepted, first }: Completed,
  by: Asking | { readonly id: string; readonly name: string },
): Promise<HandedOver> {
  const { acceptedBy, acceptedByName } = accepted;
  if (acceptedBy === null) throw new Error(`handoff ${accepted.id} was completed by nobody`);
  if (accepted.toTeamId !== null) await moveToTeam(work, locked, accepted.toTeamId);
  const after = await changeOwner(work, locked, {
    to: { type: 'agent', id: acceptedBy, name: acceptedByName ?? '' },
    change: 'handed_off',
    by: 'actor' in by ? byOf(by) : by,
    item: handoffData(accepted, 'completed', true),
    ...(first === undefined ? {} : { first }),
  });
  if (after === null) throw new AppError('handoff_decided', { details: { state: 'withdrawn' } });
  await tellHandoff(work, accepted);
  return { handoff: asHandoff(accepted), conversation: asConversation(after) };
}
