import type { CallRecord } from '#server/domains/calls/calls.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import type { Work } from '#server/work.ts';
import type { CallOutcome } from '#shared/domain/call.ts';
import type { AttemptOutcome, CallbackReason } from '#shared/domain/callback.ts';
import { closeCallback, saveAttempt, settledByTalk } from './callback-changes.repository.ts';
import { openCallbackOf } from './callbacks.repository.ts';
import { tellTeams, wantCallback } from './open-callback.service.ts';

type Ended = {
  readonly outcome: CallOutcome;
  readonly cause?: string | undefined;
  readonly outOfHours?: boolean;
  readonly recording?: { readonly blobId: string; readonly durationSec: number } | undefined;
};

/** Somebody rang in vain: they are to be called back. Who withheld their number cannot be. */
export async function missedCall(work: Work, call: CallRecord, ended: Ended): Promise<void> {
  if (call.number === null || ended.cause === 'blocked' || ended.outcome === 'failed') return;
  await wantCallback(work, {
    number: call.number,
    customerId: call.customerId,
    contactPointId: call.contactPointId,
    conversationId: call.conversationId,
    connectionId: call.connectionId,
    teamId: call.teamId,
    reason: reasonOf(ended),
    callId: call.id,
    ...(ended.recording === undefined || ended.outcome !== 'voicemail' ? {} : { voicemail: ended.recording }),
  });
}

function reasonOf({ outcome, outOfHours }: Ended): CallbackReason {
  if (outcome === 'voicemail') return 'voicemail';
  if (outOfHours === true) return 'out_of_hours';
  return outcome === 'abandoned' ? 'abandoned' : 'missed';
}

/** We talked: whatever was to be called back on this number, or for this customer, is settled by that. */
export async function closeByTalk(work: Work, call: CallRecord): Promise<void> {
  const members = await membersOf(work.tx, call.customerId);
  for (const { id, teamId } of await settledByTalk(work, { number: call.number, members })) {
    if (call.direction === 'out') await recordTry(work, call, id, 'reached');
    await closeCallback(work, id, { as: call.direction === 'out' ? 'reached' : 'got_through', by: call.agentId });
    tellTeams(work, teamId);
  }
}

/** We called in vain: a try of the callback, if there is one of this number. */
export async function triedInVain(work: Work, call: CallRecord, cause: string | undefined): Promise<void> {
  if (call.number === null || cause === 'cancelled' || cause === 'desk_gone') return;
  const open = await openCallbackOf(work.tx, call.number);
  if (open === null) return;
  await recordTry(work, call, open.id, cause === 'busy' ? 'busy' : 'no_answer');
  tellTeams(work, open.teamId);
}

async function recordTry(work: Work, call: CallRecord, callbackId: string, outcome: AttemptOutcome): Promise<void> {
  if (call.agentId === null) return;
  const { agentId, agentName, id: callId } = call;
  await saveAttempt(work, { callbackId, agentId, agentName: agentName ?? '', outcome, note: null, callId });
}
