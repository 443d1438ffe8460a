import { type Call, callSchema } from '#shared/domain/call.ts';
import { maskContactPoint } from '#shared/domain/contact-point.ts';
import type { Party } from '#shared/domain/party.ts';
import type { CallRecord } from './calls.repository.ts';

const agent = (id: string, name: string | null): Party => ({ type: 'agent', id, name: name ?? '' });

/** What of a number may be shown to who does not hold the call ([PR4]). */
export const maskedNumber = (number: string): string => maskContactPoint('phone', number);

/** The call as the wire carries it to `reader`, an agent's id: its holder sees the number in full ([PR4]). */
export function asCall(record: CallRecord, reader: string | null): Call {
  const holds = reader !== null && (record.agentId === reader || record.answeringId === reader);
  const masked = record.number === null ? null : maskedNumber(record.number);
  return {
    id: record.id,
    customerId: record.customerId,
    customerName: record.customerName ?? masked ?? '',
    adapter: record.adapter,
    media: record.media,
    direction: record.direction,
    state: record.state,
    anonymous: record.number === null,
    numberVerified: record.numberVerified,
    startedAt: record.startedAt.toISOString(),
    ringingAt: [...record.ringingAt],
    parts: [...record.parts],
    recorded: record.recorded,
    recordingPaused: record.recordingPaused,
    ...optional(record, holds ? record.number : masked),
    ...whoAndWhen(record),
    ...transferOf(record),
    ...problemOf(record),
  };
}

function problemOf({ provider }: CallRecord): Pick<Call, 'problem'> {
  const problem = callSchema.shape.problem.safeParse(provider['problem'] ?? undefined);
  return problem.success && problem.data !== undefined ? { problem: problem.data } : {};
}

function optional(r: CallRecord, number: string | null): Partial<Call> {
  return {
    ...(number === null ? {} : { number }),
    ...(r.conversationId === null ? {} : { conversationId: r.conversationId }),
    ...(r.sessionId === null ? {} : { sessionId: r.sessionId }),
    ...(r.connectionId === null ? {} : { connectionId: r.connectionId }),
    ...(r.contactPointId === null ? {} : { contactPointId: r.contactPointId }),
    ...(r.ourNumber === null ? {} : { ourNumber: r.ourNumber }),
    ...(r.outcome === null ? {} : { outcome: r.outcome }),
    ...(r.cause === null ? {} : { cause: r.cause }),
  };
}

function whoAndWhen(r: CallRecord): Partial<Call> {
  return {
    ...(r.agentId === null ? {} : { agent: agent(r.agentId, r.agentName) }),
    ...(r.answeringId === null ? {} : { answering: agent(r.answeringId, r.answeringName) }),
    ...(r.answeredAt === null ? {} : { answeredAt: r.answeredAt.toISOString() }),
    ...(r.endedAt === null ? {} : { endedAt: r.endedAt.toISOString() }),
    ...(r.wrapUpDue === null ? {} : { wrapUp: { due: r.wrapUpDue.toISOString() } }),
  };
}

function transferOf(r: CallRecord): Pick<Call, 'transfer'> {
  if (r.transferMode === null || r.transferAt === null) return {};
  return {
    transfer: {
      mode: r.transferMode,
      at: r.transferAt.toISOString(),
      ...(r.transferAgentId === null ? {} : { to: agent(r.transferAgentId, r.transferAgentName) }),
      ...(r.transferNumber === null ? {} : { number: maskedNumber(r.transferNumber) }),
    },
  };
}
