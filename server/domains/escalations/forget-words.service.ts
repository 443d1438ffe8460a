import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import type { Work } from '#server/work.ts';
import { workspaceLocale } from './causes.repository.ts';
import { forgetText } from './escalation-changes.repository.ts';
import { escalationsQuoting } from './escalations.repository.ts';
import { ruleWords } from './rule-words.ts';
import { escalationNow, tellEscalation } from './tell-escalation.service.ts';

/**
 * A message was taken back: what a rule found in it is the word alone from now on ([TL1]), and whoever has the escalation
 * open is told. The caller has locked the customer.
 */
export async function forgetWords(work: Work, conversationId: string, itemId: string): Promise<void> {
  const quoting = await escalationsQuoting(work.tx, conversationId, itemId);
  if (quoting.length === 0) return;
  const conversation = await findConversation(work.tx, conversationId);
  const locale = await workspaceLocale(work);
  for (const { id, found } of quoting) {
    await forgetText(work, id, ruleWords('words', { word: found?.word ?? '' }, undefined, locale));
    if (conversation !== null) await tellEscalation(work, conversation, await escalationNow(work, id));
  }
}
