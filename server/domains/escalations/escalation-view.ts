import type { Escalation } from '#shared/domain/escalation.ts';
import type { Party } from '#shared/domain/party.ts';
import type { EscalationRecord } from './escalations.repository.ts';

/** The escalation as the wire carries it. */
export function asEscalation(e: EscalationRecord): Escalation {
  const takenFrom = takenFromOf(e);
  return {
    id: e.id,
    conversationId: e.conversationId,
    conversationNumber: e.conversationNumber,
    customerId: e.customerId,
    customerName: e.customerName,
    reason: e.reason,
    owner: partyOf(e.ownerAgentId, e.ownerTeamId, e.ownerName),
    team: { type: 'team', id: e.teamId, name: e.teamName },
    state: e.state,
    question: e.question,
    asked: e.asked,
    snapshot: e.snapshot,
    raisedAt: e.raisedAt.toISOString(),
    dueAt: e.dueAt.toISOString(),
    revision: e.revision,
    ...(e.ruleId === null ? {} : { rule: { id: e.ruleId, name: e.ruleName ?? '' } }),
    ...(e.raisedBy === null ? {} : { raisedBy: agent(e.raisedBy, e.raisedByName) }),
    ...(e.reviewerId === null ? {} : { reviewer: agent(e.reviewerId, e.reviewerName) }),
    ...(e.amount === null || e.currency === null ? {} : { amount: { amount: e.amount, currency: e.currency } }),
    ...(e.found === null ? {} : { found: e.found }),
    ...(e.overdueToldAt === null ? {} : { overdue: true as const }),
    ...decisionOf(e),
    ...(takenFrom === null ? {} : { takenFrom }),
    ...(e.outcome === null ? {} : { outcome: e.outcome }),
    ...(e.resolvedAt === null ? {} : { resolvedAt: e.resolvedAt.toISOString() }),
  };
}

/** From whom it was taken over; null when it was not. */
export const takenFromOf = (e: EscalationRecord): Party | null =>
  e.takenFromAgentId === null && e.takenFromTeamId === null
    ? null
    : partyOf(e.takenFromAgentId, e.takenFromTeamId, e.takenFromName ?? '');

function decisionOf(e: EscalationRecord): Pick<Escalation, 'decision'> {
  if (e.decision === null || e.decidedBy === null || e.decidedAt === null) return {};
  const note = e.note === null || e.note === '' ? {} : { note: e.note };
  return {
    decision: {
      by: agent(e.decidedBy, e.decidedByName),
      at: e.decidedAt.toISOString(),
      kind: e.decision,
      ...note,
    },
  };
}

const agent = (id: string, name: string | null): Party => ({ type: 'agent', id, name: name ?? '' });

function partyOf(agentId: string | null, teamId: string | null, name: string): Party {
  if (agentId !== null) return { type: 'agent', id: agentId, name };
  if (teamId !== null) return { type: 'team', id: teamId, name };
  throw new Error('an agent or a team'); // a check constraint forbids neither
}
