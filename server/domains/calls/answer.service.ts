import type { Asking } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Call } from '#shared/domain/call.ts';
import { beginPart, endParts } from '#shared/domain/call-parts.ts';
import { askProvider } from './ask-provider.ts';
import { patchCall, saveParts, winCall } from './call-changes.repository.ts';
import { asCall } from './call-view.ts';
import type { CallRecord } from './calls.repository.ts';
import { endCall } from './end-call.service.ts';
import { endGiving, joinConsult, type TransferEnd } from './giving.service.ts';
import { callLocked, tellCall } from './locked-call.service.ts';
import { ringsOf, settleRing, stopRinging } from './rings.repository.ts';

/** Somebody else's phone may not have told us yet that it rings: nothing is over for want of rings before this. */
const GRACE_MS = 3000;

/**
 * Takes a ringing call: one conditional update, one winner, whoever asks and by whichever window ([CV2]). The winner's
 * window that holds the media picks up and reports; for a provider's call the hub has the provider connect them.
 * Errors: `call_over`, `call_taken` with who has it, `not_on_call` when it does not ring at the asker.
 */
export async function answer(work: Work, asking: Asking, callId: string): Promise<Call> {
  const me = asking.actor.id;
  const { call } = await callLocked(work, callId, [me]);
  if (call.state === 'ended') throw new AppError('call_over');
  if (call.transferMode === 'consult' && call.transferAgentId === me) return answerConsult(work, asking, call);
  if (call.answeringId === me || (call.agentId === me && call.answeringId === null)) return asCall(call, me);
  if (call.answeringId !== null || (call.agentId !== null && call.transferAgentId !== me)) throw taken(call);
  const mine = (await ringsOf(work.tx, callId)).find((ring) => ring.agentId === me);
  if (mine === undefined || mine.state === 'declined') throw new AppError('not_on_call');
  if (!(await winCall(work, callId, me))) throw taken(call);
  await settleRing(work, callId, me, 'answered');
  await stopRinging(work, callId);
  await askProvider(work, call, { act: 'connect', agentId: me });
  return asCall(await tellCall(work, callId, call), me);
}

/** The colleague who was asked picks up: they talk, the customer waits, and nobody's call changes hands yet. */
export async function answerConsult(work: Work, asking: Asking, call: CallRecord): Promise<Call> {
  const me = asking.actor.id;
  if (!(await settleRing(work, call.id, me, 'answered'))) return asCall(call, me);
  await saveParts(work, call.id, beginPart(call.parts, 'consult', work.at, { agentName: asking.name }));
  await joinConsult(work, call);
  await askProvider(work, call, { act: 'connect', agentId: me });
  return asCall(await tellCall(work, call.id, call), me);
}

/** Stops ringing at the asker; when nobody is left to take it, it is missed, or its transfer has come to nothing. */
export async function decline(work: Work, asking: Asking, callId: string): Promise<Call> {
  const me = asking.actor.id;
  const { call } = await callLocked(work, callId, [me]);
  if (call.state === 'ended') return asCall(call, me);
  if (!(await settleRing(work, callId, me, 'declined'))) return asCall(call, me);
  await afterRingGone(work, call, me, 'decline');
  return asCall(await tellCall(work, callId, call), me);
}

/** It rings at one agent fewer. Its transfer to them has failed; or, when it rings nowhere, the call was missed. */
export async function afterRingGone(
  work: Work,
  call: CallRecord,
  agentId: string,
  how: TransferEnd = 'expire',
): Promise<void> {
  if (call.transferAgentId === agentId) {
    await transferFailed(work, call, how);
    return;
  }
  const rings = await ringsOf(work.tx, call.id);
  if (call.answeringId !== null || call.agentId !== null || rings.some((ring) => ring.state === 'ringing')) return;
  if (work.at.getTime() - call.startedAt.getTime() < GRACE_MS) {
    await patchCall(work, call.id, { ring_until: new Date(call.startedAt.getTime() + GRACE_MS) });
    return;
  }
  await nobodyTookIt(work, call);
}

/** It rang long enough. With a provider the caller may still leave a message; otherwise it is over. */
export async function nobodyTookIt(work: Work, call: CallRecord): Promise<void> {
  if (call.media === 'softphone') {
    await endCall(work, call, { outcome: 'missed' });
    return;
  }
  await stopRinging(work, call.id);
  await patchCall(work, call.id, { ring_until: null });
  await saveParts(work, call.id, beginPart(call.parts, 'voicemail', work.at));
  await askProvider(work, call, { act: 'voicemail' });
}

/**
 * Whom it was given to did not take it, and the handoff that it was ends with it ([HO5]). Whoever still holds it goes on;
 * else the caller is left with nobody.
 */
export async function transferFailed(work: Work, call: CallRecord, how: TransferEnd = 'expire'): Promise<void> {
  await endGiving(work, call, how);
  if (call.agentId === null) {
    await endCall(work, call, { outcome: 'abandoned', cause: 'transfer_not_taken' });
    return;
  }
  await patchCall(work, call.id, {
    transfer_mode: null,
    transfer_agent_id: null,
    transfer_number: null,
    transfer_at: null,
    ring_until: null,
  });
  await stopRinging(work, call.id);
  await saveParts(
    work,
    call.id,
    endParts(call.parts, work.at, (part) => part.kind === 'consult'),
  );
  await askProvider(work, call, { act: 'drop', agentId: call.transferAgentId });
}

export const taken = (call: CallRecord): AppError =>
  new AppError('call_taken', {
    details: { owner: call.answeringName ?? call.agentName ?? '', ownerId: call.answeringId ?? call.agentId },
  });
