import { endWithCall, joinWithCall } from '#server/domains/handoffs/with-call.service.ts';
import type { Work } from '#server/work.ts';
import type { CallRecord } from './calls.repository.ts';

/** How a transfer came to nothing: its giver kept it, the colleague would not, or nobody said anything. */
export type TransferEnd = 'withdraw' | 'decline' | 'expire';

/** Asking a colleague first is a warm handoff: they have joined ([HO5]). */
export async function joinConsult(work: Work, call: CallRecord): Promise<void> {
  const { conversationId, agentId: from, transferAgentId: to } = call;
  if (from !== null && to !== null) await joinWithCall(work, { conversationId, from, to });
}

/** The handoff that giving the call away was, if it still stands, comes to nothing. */
export async function endGiving(work: Work, call: CallRecord, how: TransferEnd): Promise<void> {
  const { conversationId, transferAgentId: to } = call;
  const from = call.agentId ?? call.provider['givenBy'];
  if (to !== null && typeof from === 'string') await endWithCall(work, { conversationId, from, to }, how);
}
