import { maskContactPoint } from '#shared/domain/contact-point.ts';
import type { InvitationState } from '#shared/domain/crossing.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { Party } from '#shared/domain/party.ts';
import type { HandoffRecord, InvitationRecord } from './handoffs.repository.ts';

/** To whom it was offered. */
export function receiverOf(h: HandoffRecord): Party {
  if (h.toAgentId !== null) return { type: 'agent', id: h.toAgentId, name: h.toName };
  if (h.toTeamId !== null) return { type: 'team', id: h.toTeamId, name: h.toName };
  throw new Error(`handoff ${h.id} has no receiver`); // a check constraint forbids it
}

export const senderOf = (h: HandoffRecord): Party => ({ type: 'agent', id: h.fromAgentId, name: h.fromName });

/** The handoff as the wire carries it. */
export function asHandoff(h: HandoffRecord): Handoff {
  return {
    id: h.id,
    conversationId: h.conversationId,
    conversationNumber: h.conversationNumber,
    customerId: h.customerId,
    customerName: h.customerName,
    from: senderOf(h),
    to: receiverOf(h),
    channelFrom: h.channelFrom,
    channelTo: h.channelTo,
    state: h.state,
    brief: h.brief,
    snapshot: h.snapshot,
    offeredAt: h.offeredAt.toISOString(),
    expiresAt: h.expiresAt.toISOString(),
    bounces: h.bounces,
    kind: h.kind,
    ...(h.stage === null ? {} : { stage: h.stage }),
    ...(h.crossing === null ? {} : { crossing: h.crossing }),
    ...(h.invitation === null ? {} : { invitation: asInvitation(h.invitation) }),
    ...(h.acceptedAt === null ? {} : { acceptedAt: h.acceptedAt.toISOString() }),
    ...(h.completedAt === null ? {} : { completedAt: h.completedAt.toISOString() }),
    ...(h.lapseAt === null ? {} : { lapsesAt: h.lapseAt.toISOString() }),
    ...(h.briefReadAt === null ? {} : { briefReadAt: h.briefReadAt.toISOString() }),
    ...(h.acceptedBy === null ? {} : { acceptedBy: { type: 'agent', id: h.acceptedBy, name: h.acceptedByName ?? '' } }),
    ...(h.decidedAt === null ? {} : { decidedAt: h.decidedAt.toISOString() }),
    ...(h.reason === null ? {} : { reason: h.reason }),
    ...(h.returns === null ? {} : { returns: h.returns }),
    ...(h.customerWaitsSince === null ? {} : { customerWaitsSince: h.customerWaitsSince.toISOString() }),
  };
}

/** How it stands with the way across; the address masked, the code only while it leads somewhere ([PR4], [HO6]). */
function asInvitation(i: InvitationRecord): InvitationState {
  const stands = i.state === 'open' || i.state === 'opened';
  return {
    state: i.state,
    sentAt: new Date(i.sentAt).toISOString(),
    ...(i.openedAt === null ? {} : { openedAt: new Date(i.openedAt).toISOString() }),
    ...(i.pointKind === null || i.pointValue === null ? {} : { shown: maskContactPoint(i.pointKind, i.pointValue) }),
    ...(i.code === null || !stands ? {} : { code: i.code }),
  };
}
