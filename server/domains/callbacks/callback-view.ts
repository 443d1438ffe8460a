import type { Callback } from '#shared/domain/callback.ts';
import { maskContactPoint } from '#shared/domain/contact-point.ts';
import type { AttemptRow, CallbackRecord } from './callbacks.repository.ts';

/** The callback as the wire carries it; the number is masked for everybody ([PR4]), `call:place` dials it. */
export function asCallback(r: CallbackRecord): Callback {
  const number = maskContactPoint('phone', r.number);
  return {
    id: r.id,
    customerId: r.customerId,
    customerName: r.customerName ?? number,
    number,
    reason: r.reason,
    tries: r.tries,
    firstAt: r.firstAt.toISOString(),
    lastAt: r.lastAt.toISOString(),
    dueAt: r.dueAt.toISOString(),
    team: { type: 'team', id: r.teamId, name: r.teamName },
    attempts: r.attempts.map(asAttempt),
    state: r.state,
    ...(r.customerKana === null ? {} : { customerKana: r.customerKana }),
    ...(r.contactPointId === null ? {} : { contactPointId: r.contactPointId }),
    ...(r.conversationId === null ? {} : { conversationId: r.conversationId }),
    ...(r.wishFrom === null ? {} : { wish: wishOf(r.wishFrom, r.wishUntil) }),
    ...(r.ownerAgentId === null ? {} : { owner: { type: 'agent', id: r.ownerAgentId, name: r.ownerName ?? '' } }),
    ...(r.note === null ? {} : { note: r.note }),
    ...(r.voicemail === null ? {} : { voicemail: r.voicemail }),
    ...(r.closedAs === null ? {} : { closedAs: r.closedAs }),
    ...(r.closedAt === null ? {} : { closedAt: r.closedAt.toISOString() }),
  };
}

const wishOf = (from: Date, until: Date | null) => ({
  from: from.toISOString(),
  ...(until === null ? {} : { until: until.toISOString() }),
});

const asAttempt = ({ at, agentName, outcome, note, callId }: AttemptRow): Callback['attempts'][number] => ({
  at: new Date(at).toISOString(),
  agentName,
  outcome,
  ...(note === null ? {} : { note }),
  ...(callId === null ? {} : { callId }),
});
