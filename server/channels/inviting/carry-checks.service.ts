import { checklists } from '#server/domains/checks/checks.repository.ts';
import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import { insertCarried } from './checks.repository.ts';
import type { CarriedCheck, InvitationRecord } from './invitation.repository.ts';

/**
 * The customer came by what we gave them: the check that was in force comes along, for questions and never for money, an
 * address or a disclosure, with its own age and end ([HO6], [PR6]). Says so on the thread. Nothing when it is over.
 */
export async function carryChecks(work: Work, invitation: InvitationRecord): Promise<void> {
  const check = longest(invitation.checks, work.at);
  const conversation = check === null ? null : await findConversation(work.tx, invitation.conversationId);
  if (check === null || conversation === null) return;
  const { conversationId, customerId, channelTo: channel } = invitation;
  await insertCarried(work, { conversationId, customerId, channel, check });
  const known = (await checklists(work.tx)).find(({ purpose }) => purpose === check.purpose)?.facts ?? [];
  const facts = known
    .filter(({ code }) => check.facts.includes(code))
    .map(({ nameJa: ja, nameEn: en }) => ({ ja, en }));
  await appendItem(work, {
    ...internalItem(work, { ...conversation, channel }, null),
    kind: 'identity',
    data: {
      event: 'check_carried',
      detail: check.by,
      check: { purpose: 'inquiry', passed: true, facts, needed: check.needed, expiresAt: check.expiresAt },
    },
  });
}

function longest(checks: readonly CarriedCheck[], now: Date): CarriedCheck | null {
  const inForce = checks.filter(({ expiresAt }) => Date.parse(expiresAt) > now.getTime());
  return inForce.sort((a, b) => Date.parse(b.expiresAt) - Date.parse(a.expiresAt))[0] ?? null;
}
