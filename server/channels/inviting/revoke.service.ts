import { closeCallback } from '#server/domains/callbacks/callback-changes.repository.ts';
import { tellTeams } from '#server/domains/callbacks/open-callback.service.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import type { Work } from '#server/work.ts';
import { carryChecks } from './carry-checks.service.ts';
import { endInvitation, endUnusedLeg, type InvitationRecord, shutOut, standingOf } from './invitation.repository.ts';

type Over = 'used' | 'expired' | 'revoked';

/**
 * What was sent before leads nowhere from now on. `used`: the customer came; if it was on the leg of what we gave them,
 * `cameBy`, their identity check comes along. A leg on which nobody spoke ends. When it was `revoked`, a call that was only
 * to lead across is not made, and a browser that was let in and said nothing is a stranger's again.
 */
export async function revokeInvitations(
  work: Work,
  handoffId: string,
  state: Over,
  cameBy: string | null = null,
): Promise<void> {
  for (const invitation of await standingOf(work.tx, handoffId)) {
    if (!(await endInvitation(work, invitation.id, state))) continue;
    if (state === 'used' && cameByIt(invitation, cameBy)) await carryChecks(work, invitation);
    if (invitation.sessionId !== null) await endUnusedLeg(work, invitation.sessionId);
    if (state !== 'revoked') continue;
    if (invitation.state === 'opened') await shutOut(work, invitation.id);
    await callOff(work, invitation);
  }
}

/** By the link or the code that only they had; whoever answers by message or is called was not given anything. */
const cameByIt = ({ state, way, sessionId }: InvitationRecord, cameBy: string | null): boolean =>
  state === 'opened' && (way === 'link' || way === 'code') && sessionId !== null && sessionId === cameBy;

/** One that was wanted before is the customer's own wish, and stays. */
async function callOff(work: Work, { callbackId, callbackOwn, conversationId }: InvitationRecord): Promise<void> {
  if (callbackId === null || !callbackOwn) return;
  if (!(await closeCallback(work, callbackId, { as: 'not_needed', by: null }))) return;
  const conversation = await findConversation(work.tx, conversationId);
  if (conversation !== null) tellTeams(work, conversation.teamId);
}
