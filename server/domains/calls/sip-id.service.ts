import type { Asking } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Call } from '#shared/domain/call.ts';
import { patchCall } from './call-changes.repository.ts';
import { asCall } from './call-view.ts';
import { callByKey } from './calls.repository.ts';
import { callLocked } from './locked-call.service.ts';

/** The Call-ID of a call that a softphone placed, so that what its exchange tells of it finds it. Set once. */
export async function setSipId(
  work: Work,
  asking: Asking,
  { callId, sipCallId }: { readonly callId: string; readonly sipCallId: string },
): Promise<Call> {
  const { call } = await callLocked(work, callId);
  if (call.agentId !== asking.actor.id) throw new AppError('not_on_call');
  const free = call.callKey === null && call.connectionId !== null;
  if (free && (await callByKey(work.tx, call.connectionId ?? '', sipCallId)) === null)
    await patchCall(work, callId, { call_key: sipCallId });
  return asCall(call, asking.actor.id);
}
