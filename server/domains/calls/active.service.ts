import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { customerCame } from '#server/domains/handoffs/come.service.ts';
import { completeWithCall } from '#server/domains/handoffs/with-call.service.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { endHelp } from '#server/domains/live-help/end-call-help.service.ts';
import type { Work } from '#server/work.ts';
import { beginPart, endParts } from '#shared/domain/call-parts.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { moveCall, saveParts } from './call-changes.repository.ts';
import { goOnCall, leaveCall } from './call-presence.service.ts';
import type { CallRecord } from './calls.repository.ts';
import { agentFacts, settleRing, stopRinging } from './rings.repository.ts';

type Holder = { readonly id: string; readonly name: string };

const NO_TRANSFER = { transfer_mode: null, transfer_agent_id: null, transfer_number: null, transfer_at: null };

/**
 * Somebody is heard on a call, and holds it from now on: the first to answer, or to whom it was given. Whoever held it
 * before is free again. The caller has locked the call. False when it was over.
 */
export async function beHeard(work: Work, call: CallRecord, holder: Holder): Promise<boolean> {
  const former = call.agentId !== null && call.agentId !== holder.id ? call.agentId : null;
  const before = await goOnCall(work, holder.id);
  const patch = {
    agent_id: holder.id,
    answering_id: null,
    answering_at: null,
    answered_at: call.answeredAt ?? work.at,
    ring_until: null,
    presence_before: call.agentId === holder.id ? (call.presenceBefore ?? before) : before,
    ...NO_TRANSFER,
  };
  const moved = await moveCall(work, call.id, { from: ['ringing', 'active', 'held'], to: 'active', patch });
  if (!moved) return false;
  await settleRing(work, call.id, holder.id, 'answered');
  await stopRinging(work, call.id);
  await saveParts(work, call.id, beginPart(endParts(call.parts, work.at), 'talk', work.at, { agentName: holder.name }));
  if (former !== null) await leaveCall(work, call, former);
  // Whoever helped the former one is not heard by this one unasked.
  await endHelp(work, call, { stillHelped: holder.id });
  await takeConversation(work, call, holder);
  return true;
}

/**
 * The call's conversation becomes its holder's when a queue has it, or when its owner is not here; when it was given to
 * them together with the call, that is a handoff ([HO5]). A colleague who is here keeps what is theirs. A customer who was
 * asked onto the telephone has come with the first call that is answered ([HO4]).
 */
async function takeConversation(work: Work, call: CallRecord, holder: Holder): Promise<void> {
  if (call.conversationId === null) return;
  if (call.answeredAt === null) {
    const { conversationId, sessionId } = call;
    await customerCame(work, { conversationId, channel: CALL_CHANNEL, sessionId });
  }
  const conversation = await conversationLocked(work, call.conversationId);
  const owner = conversation.ownerAgentId;
  if (owner === holder.id || conversation.status === 'resolved') return;
  const giver = call.agentId ?? call.provider['givenBy'];
  if (owner !== null && owner === giver && call.transferAgentId === holder.id) {
    await completeWithCall(work, conversation, owner, holder);
    return;
  }
  if (owner !== null && (await agentFacts(work.tx, owner))?.here === true) return;
  await withdrawOpenOffer(work, conversation, holder);
  const to = { type: 'agent', id: holder.id, name: holder.name } as const;
  await changeOwner(work, conversation, { to, change: 'claimed', by: holder });
}
