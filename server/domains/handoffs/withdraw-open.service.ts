import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import { decideOffer, findHandoff, lockAgents, openHandoffOf } from './handoffs.repository.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

/**
 * Ends the open offer of a locked conversation, if there is one, as withdrawn: its owner changes in another way, or it is
 * resolved, and nobody shall accept what is no longer offered. Call it before the owner changes.
 */
export async function withdrawOpenOffer(
  work: Work,
  locked: ConversationRecord,
  by: { readonly id: string; readonly name: string } | null,
): Promise<void> {
  const open = await openHandoffOf(work.tx, locked.id);
  if (open === null || !(await decideOffer(work, open.id, open.epoch, { state: 'withdrawn' }))) return;
  const withdrawn = await findHandoff(work.tx, open.id);
  if (withdrawn === null) throw new Error(`handoff ${open.id} is gone within its own lock`);
  await lockAgents(work, [withdrawn.fromAgentId, withdrawn.toAgentId]);
  const author = by === null ? null : ({ type: 'agent', ...by } as const);
  await appendItem(work, {
    ...internalItem(work, locked, author),
    kind: 'handoff',
    data: handoffData(withdrawn, 'withdrawn'),
  });
  await tellHandoff(work, withdrawn);
}
