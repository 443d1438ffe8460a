import { closeByTalk, missedCall, triedInVain } from '#server/domains/callbacks/by-itself.service.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { conversationLocked, tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { wentElsewhere } from '#server/domains/handoffs/handoffs.repository.ts';
import { endHelp } from '#server/domains/live-help/end-call-help.service.ts';
import { noteAnswered } from '#server/domains/reports/reply-waits.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import type { CallOutcome, CallPart } from '#shared/domain/call.ts';
import { endParts, secondsOf } from '#shared/domain/call-parts.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import { addToCall, earlier } from './add-to-call.service.ts';
import { endSession, finishCall, patchCall, saveParts } from './call-changes.repository.ts';
import { goWrapUp, leaveCall } from './call-presence.service.ts';
import { maskedNumber } from './call-view.ts';
import type { CallRecord } from './calls.repository.ts';
import { endGiving } from './giving.service.ts';
import { stopRinging, teamCallTimes } from './rings.repository.ts';

const MINUTE_MS = 60_000;

export type Ending = {
  readonly outcome: CallOutcome;
  readonly cause?: string | undefined;
  /** Out of hours: says why the callback is there. */
  readonly outOfHours?: boolean;
  readonly recording?: { readonly blobId: string; readonly durationSec: number } | undefined;
};

/**
 * Ends a call, once, whoever notices first: its session ends, one item goes onto the thread, its holder writes it up or is
 * free, and who could not reach us is to be called back. The caller has locked the call and tells it afterwards. False
 * when it was over already.
 */
export async function endCall(work: Work, call: CallRecord, how: Ending): Promise<boolean> {
  const { outcome, cause = null } = how;
  const { recording } = earlier(call);
  const ending: Ending = recording === undefined ? how : { ...how, recording };
  if (!(await finishCall(work, call.id, { outcome, cause, at: work.at }))) return false;
  await stopRinging(work, call.id);
  await endHelp(work, call, { stillHelped: null });
  const parts = endParts(call.parts, work.at);
  await saveParts(work, call.id, parts);
  if (call.sessionId !== null) await endSession(work, call.sessionId);
  const itemId = await tellThread(work, call, parts, ending);
  await patchCall(work, call.id, { item_id: itemId });
  await addToCall(work, { ...call, itemId }, earlier(call));
  await endGiving(work, call, 'withdraw');
  await settleConversation(work, call, outcome);
  await freeHolder(work, call, outcome);
  if (outcome === 'answered') await closeByTalk(work, call);
  else if (call.direction === 'in') await missedCall(work, call, ending);
  else await triedInVain(work, call, cause ?? undefined);
  return true;
}

/** What a call's item says of it. The number is masked: whoever may see it in full has other ways ([PR4]). */
export function callData(call: CallRecord, parts: readonly CallPart[], ending: Ending): ItemData<'call'> {
  return {
    durationSec: ending.outcome === 'voicemail' ? messageSeconds(parts, ending) : secondsOf(parts, ['talk', 'hold']),
    outcome: ending.outcome,
    callId: call.id,
    parts: [...parts],
    ...(call.agentName === null ? {} : { agentName: call.agentName }),
    ...(call.number === null ? {} : { number: maskedNumber(call.number) }),
    ...(call.ourNumber === null ? {} : { ourNumber: call.ourNumber }),
    ...(ending.cause === undefined ? {} : { cause: ending.cause }),
    ...(ending.recording === undefined ? {} : { recording: ending.recording }),
  };
}

const messageSeconds = (parts: readonly CallPart[], { recording }: Ending): number =>
  recording?.durationSec ?? secondsOf(parts, ['voicemail']);

async function tellThread(work: Work, call: CallRecord, parts: CallPart[], ending: Ending): Promise<string> {
  const item = await appendItem(work, {
    customerId: call.customerId,
    ...(call.conversationId === null ? {} : { conversationId: call.conversationId }),
    ...(call.sessionId === null ? {} : { sessionId: call.sessionId }),
    kind: 'call',
    channel: CALL_CHANNEL,
    direction: call.direction,
    visibility: 'internal',
    author: authorOf(call),
    // When it ended: what was said meanwhile stands before it, and a long call is not late news.
    occurredAt: work.at,
    source: 'call',
    externalId: call.id,
    data: callData(call, parts, ending),
  });
  return item.id;
}

function authorOf(call: CallRecord): Author {
  if (call.direction === 'in') return { type: 'customer' };
  if (call.agentId === null) return { type: 'system' };
  return { type: 'agent', id: call.agentId, name: call.agentName ?? '' };
}

/** Having talked is an answer; having rung in vain asks for one. */
async function settleConversation(work: Work, call: CallRecord, outcome: CallOutcome): Promise<void> {
  if (call.conversationId === null) return;
  const conversation = await conversationLocked(work, call.conversationId);
  if (conversation.status === 'resolved') return;
  const asks = call.direction === 'in' && outcome !== 'answered';
  const due = asks && conversation.customerWaitsSince === null ? await answerDue(work, conversation.teamId) : null;
  if (outcome === 'answered')
    await noteAnswered(work, conversation, {
      channel: CALL_CHANNEL,
      agentId: call.agentId,
      at: later(call.answeredAt ?? work.at, conversation.customerWaitsSince),
    });
  const after = await patchConversation(work, conversation.id, {
    last_item_at: work.at,
    // Whoever was led elsewhere meanwhile is there; whoever was to be led here and was not reached is where they were.
    ...((await wentElsewhere(work.tx, conversation.id, call.startedAt)) ? {} : { channel: CALL_CHANNEL }),
    ...(outcome === 'answered'
      ? {
          customer_waits_since: null,
          reply_due_at: null,
          // The answer is who took the call, not its end, however long they talked.
          first_answered_at: conversation.firstAnsweredAt ?? call.answeredAt ?? work.at,
        }
      : {}),
    ...(due === null ? {} : { customer_waits_since: work.at, reply_due_at: due }),
    ...(asks && conversation.status === 'snoozed' ? { status: 'open' as const, waiting_until: null } : {}),
  });
  await tellConversationChanged(work, after);
}

/** What was written during the talk is answered by it, not before it was asked. */
const later = (at: Date, since: Date | null): Date => (since !== null && since > at ? since : at);

async function answerDue(work: Work, teamId: string): Promise<Date> {
  const { callbackMinutes } = await teamCallTimes(work.tx, teamId);
  return new Date(work.at.getTime() + callbackMinutes * MINUTE_MS);
}

/** Whoever talked has time to write it up; whoever did not is free at once. */
async function freeHolder(work: Work, call: CallRecord, outcome: CallOutcome): Promise<void> {
  if (call.agentId === null) return;
  const { wrapUpSeconds } = await teamCallTimes(work.tx, call.teamId);
  if (outcome !== 'answered' || wrapUpSeconds === 0) {
    await leaveCall(work, call, call.agentId);
    return;
  }
  await patchCall(work, call.id, { wrap_up_due: new Date(work.at.getTime() + wrapUpSeconds * 1000) });
  await goWrapUp(work, call.agentId);
}
