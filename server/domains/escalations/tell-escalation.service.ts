import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import { leadsOf } from '#server/domains/people/leads.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent, addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { EscalationEvent, EscalationOutcome } from '#shared/domain/escalation.ts';
import type { Author } from '#shared/domain/party.ts';
import { type EscalationRecord, findEscalation } from './escalations.repository.ts';

/** The conversation's facts that a step needs, whoever has read them. */
export type Matter = {
  readonly id: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly teamId: string;
  readonly ownerAgentId: string | null;
};

type Step = {
  readonly event: EscalationEvent;
  /** Null: by a rule or the clock. */
  readonly by: Author | null;
  readonly text?: string | null | undefined;
  readonly outcome?: EscalationOutcome;
  /** Who was to decide before: it leaves their list. */
  readonly formerReviewerId?: string | null;
};

/**
 * Puts a step on the thread, for the company alone, and tells everybody whom it concerns: followers of the thread, who
 * asked, who owns the conversation, who is to decide or has decided, and the leads of its team ([ES2]). The customer is
 * locked. Gives the escalation as it is then.
 */
export async function tellStep(work: Work, c: Matter, id: string, step: Step): Promise<EscalationRecord> {
  const e = await escalationNow(work, id);
  await appendItem(work, { ...internalItem(work, c, step.by), kind: 'escalation', data: itemData(e, step) });
  await tellEscalation(work, c, e, step.formerReviewerId ?? null);
  return e;
}

/** Tells without an item. Inboxes are written at the end of the work, in order of id. */
export async function tellEscalation(
  work: Work,
  c: Matter,
  e: EscalationRecord,
  formerReviewerId: string | null = null,
): Promise<void> {
  const event = { type: 'escalation_changed', escalationId: e.id } as const;
  await addCustomerEvent(work, c.customerId, event);
  for (const id of await whoHears(work, c, e, formerReviewerId)) await addInboxEvent(work, id, event);
  work.changes.push({ to: 'team', teamId: e.teamId, conversationId: c.id });
}

async function whoHears(work: Work, c: Matter, e: EscalationRecord, former: string | null): Promise<string[]> {
  const named = [c.ownerAgentId, e.raisedBy, e.reviewerId, e.decidedBy, e.takenFromAgentId, former];
  const leads = await leadsOf(work, e.teamId, e.raisedBy);
  return [...new Set([...named.filter((id) => id !== null), ...leads])].sort();
}

function itemData(e: EscalationRecord, { event, text, outcome }: Step) {
  const isNew = event === 'raised' || event === 'again';
  const toldReviewer = e.reviewerId !== null && (event === 'reassigned' || event === 'raised');
  return {
    escalationId: e.id,
    event,
    reason: e.reason,
    ...(text === null || text === undefined || text === '' ? {} : { text }),
    ...(isNew ? { asked: e.asked } : {}),
    ...(isNew && e.ruleName !== null ? { rule: e.ruleName } : {}),
    ...(isNew && e.amount !== null && e.currency !== null
      ? { amount: { amount: e.amount, currency: e.currency } }
      : {}),
    ...(toldReviewer
      ? { reviewer: { type: 'agent' as const, id: e.reviewerId ?? '', name: e.reviewerName ?? '' } }
      : {}),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** The escalation as it is in this work. */
export async function escalationNow(work: Work, id: string): Promise<EscalationRecord> {
  const found = await findEscalation(work.tx, id);
  if (found === null) throw new Error(`escalation ${id} is gone within its own transaction`);
  return found;
}
