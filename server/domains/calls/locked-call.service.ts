import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { lockAgents, openHandoffOf } from '#server/domains/handoffs/handoffs.repository.ts';
import { addCustomerEvent, addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { lockCallRow } from './call-changes.repository.ts';
import { type CallRecord, findCall } from './calls.repository.ts';
import { ringsOf } from './rings.repository.ts';

/** A call behind its locks: customer, conversation, the call itself, and every agent it concerns, by id. */
export type LockedCall = { readonly call: CallRecord; readonly ownerAgentId: string | null };

/**
 * The call behind its locks, in the order every work keeps, so that nothing of it changes meanwhile. `others` are agents
 * whom the work will concern besides. Throws `not_found`.
 */
export async function callLocked(work: Work, id: string, others: readonly (string | null)[] = []): Promise<LockedCall> {
  const known = await findCall(work.tx, id);
  if (known === null) throw new AppError('not_found');
  const { ownerAgentId, handingOver } = await lockPlace(work, known);
  await lockCallRow(work, id);
  const call = await findCall(work.tx, id);
  if (call === null) throw new AppError('not_found');
  const rings = await ringsOf(work.tx, id);
  await lockAgents(work, [
    ...concerned(call),
    ...rings.map((ring) => ring.agentId),
    ownerAgentId,
    ...handingOver,
    ...others,
  ]);
  return { call, ownerAgentId };
}

type Place = {
  readonly ownerAgentId: string | null /** Whom an open handoff of it concerns. */;
  readonly handingOver: (string | null)[];
};

async function lockPlace(work: Work, { customerId, conversationId }: CallRecord): Promise<Place> {
  if (conversationId !== null) {
    const conversation = await conversationLocked(work, conversationId);
    if (conversation.customerId !== customerId) await lockCustomers(work, [customerId]);
    const open = await openHandoffOf(work.tx, conversationId);
    const handingOver = open === null ? [] : [open.fromAgentId, open.toAgentId, open.acceptedBy];
    return { ownerAgentId: conversation.ownerAgentId, handingOver };
  }
  await lockCustomers(work, [customerId]);
  return { ownerAgentId: null, handingOver: [] };
}

const concerned = (call: CallRecord): (string | null)[] => [
  call.agentId,
  call.answeringId,
  call.transferAgentId,
  ...call.ringingAt,
];

/**
 * Tells everyone whom a change of a call concerns: its thread, and the inboxes of all it rang at, who holds it, held it or
 * gets it. `before` is the call as it was. Gives it as it is now.
 */
export async function tellCall(work: Work, id: string, before: CallRecord | null): Promise<CallRecord> {
  const call = await findCall(work.tx, id);
  if (call === null) throw new Error(`call ${id} is gone within its own lock`);
  await addCustomerEvent(work, call.customerId, { type: 'call_changed', callId: id });
  const rings = await ringsOf(work.tx, id);
  const agents = new Set(
    [...concerned(call), ...(before === null ? [] : concerned(before)), ...rings.map((ring) => ring.agentId)].filter(
      (agentId): agentId is string => agentId !== null,
    ),
  );
  for (const agentId of [...agents].sort()) await addInboxEvent(work, agentId, { type: 'call_changed', callId: id });
  return call;
}
