import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import type { Work } from '#server/work.ts';

/** The conversation counts for the team that took it; the team it leaves is told too. Gives it as it is then. */
export async function moveToTeam(work: Work, c: ConversationRecord, teamId: string): Promise<ConversationRecord> {
  if (c.teamId === teamId) return c;
  const after = await patchConversation(work, c.id, { team_id: teamId });
  work.changes.push({ to: 'team', teamId: c.teamId, conversationId: c.id });
  return after;
}
