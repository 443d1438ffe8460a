import type { CommitmentRecord } from '#server/domains/commitments/commitments.repository.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { applyRules } from '#server/domains/escalations/fire.service.ts';
import { leadsOf } from '#server/domains/people/leads.repository.ts';
import type { Work } from '#server/work.ts';

/**
 * The one place where a broken promise goes up ([ES1]), in the transaction that broke it: a rule raises an escalation. Gives who hears of it in their inbox beside the owner: the leads of the conversation's team, or all where it has none. They are told with
 * the owner, for inboxes are taken in order of id. The conversation is locked.
 */
export async function escalateBroken(
  work: Work,
  locked: ConversationRecord,
  broken: CommitmentRecord,
): Promise<readonly string[]> {
  await applyRules(work, locked, {
    kind: 'commitment_broken',
    commitmentId: broken.id,
    dueAt: broken.dueAt.getTime(),
    text: broken.text,
  });
  return leadsOf(work, locked.teamId);
}
