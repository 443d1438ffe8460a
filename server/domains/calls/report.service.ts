import type { Asking } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Call } from '#shared/domain/call.ts';
import { beginPart } from '#shared/domain/call-parts.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { beHeard } from './active.service.ts';
import { afterRingGone, answerConsult, taken, transferFailed } from './answer.service.ts';
import { moveCall, patchCall, saveParts } from './call-changes.repository.ts';
import { asCall } from './call-view.ts';
import type { CallRecord } from './calls.repository.ts';
import { endCall } from './end-call.service.ts';
import { leftByTransfer } from './left-by-transfer.service.ts';
import { callLocked, tellCall } from './locked-call.service.ts';
import { ringOn, settleRing } from './rings.repository.ts';

type Report = CommandParsed<'call:report'>;

/**
 * What a softphone saw happen. Counts only from who holds the call or is picking up; only goes forward; the same twice
 * changes nothing. Whoever no longer holds it gets it as it is. Errors: `not_found`, `not_on_call`, `call_taken`.
 */
export async function report(work: Work, asking: Asking, input: Report): Promise<Call> {
  const me = asking.actor.id;
  const { call } = await callLocked(work, input.callId, [me]);
  if (call.state === 'ended') return asCall(call, me);
  const changed =
    input.event === 'cancelled'
      ? await cancelled(work, call, me, input.elsewhere)
      : await heldBy(work, asking, call, input);
  if (!changed) return asCall(call, me);
  return asCall(await tellCall(work, call.id, call), me);
}

/** A phone that was ringing was called off: the caller gave up, or somebody's phone took it. */
async function cancelled(work: Work, call: CallRecord, me: string, elsewhere: boolean): Promise<boolean> {
  if (!(await settleRing(work, call.id, me, 'stopped'))) return false;
  if (elsewhere && call.agentId === null && call.answeringId === null && call.ringingAt.length <= 1) {
    // A telephone that no desk knows of has it.
    await endCall(work, call, { outcome: 'answered', cause: 'elsewhere' });
  } else if (!elsewhere) await afterRingGone(work, call, me);
  return true;
}

async function heldBy(
  work: Work,
  asking: Asking,
  call: CallRecord,
  input: Exclude<Report, { event: 'cancelled' }>,
): Promise<boolean> {
  const me = asking.actor.id;
  if (call.transferMode === 'consult' && call.transferAgentId === me) return consulted(work, asking, call, input);
  const holds = call.agentId === me;
  const picksUp = call.answeringId === me;
  if (!holds && !picksUp) {
    if (input.event === 'answered') throw taken(call);
    // Who handed it on, or lost the race, tells of a leg that is no longer the call.
    if (input.event === 'ended' || input.event === 'failed') return false;
    throw new AppError('not_on_call');
  }
  switch (input.event) {
    case 'ringing':
      return false;
    case 'answered':
      if (holds && call.state !== 'ringing') return false;
      return beHeard(work, call, { id: me, name: asking.name });
    case 'held':
      return hold(work, call);
    case 'resumed':
      return resume(work, call);
    case 'ended':
      return ended(work, call, { me, us: input.by === 'us' });
    case 'failed':
      return failed(work, call, input.cause);
  }
}

/** The customer waits; nobody but the holder's phone says so. */
export async function hold(work: Work, call: CallRecord): Promise<boolean> {
  if (!(await moveCall(work, call.id, { from: ['active'], to: 'held' }))) return false;
  await saveParts(work, call.id, beginPart(call.parts, 'hold', work.at, nameOf(call)));
  return true;
}

export async function resume(work: Work, call: CallRecord): Promise<boolean> {
  if (!(await moveCall(work, call.id, { from: ['held'], to: 'active' }))) return false;
  await saveParts(work, call.id, beginPart(call.parts, 'talk', work.at, nameOf(call)));
  return true;
}

const nameOf = (call: CallRecord) => (call.agentName === null ? {} : { agentName: call.agentName });

async function ended(work: Work, call: CallRecord, { me, us }: { me: string; us: boolean }): Promise<boolean> {
  if (call.answeringId === me && call.agentId !== me) return endCall(work, call, { outcome: 'missed' });
  if (call.answeredAt === null)
    return endCall(work, call, { outcome: 'failed', cause: us ? 'cancelled' : 'no_answer' });
  if (call.transferMode === 'blind') return leftByTransfer(work, call);
  return endCall(work, call, { outcome: 'answered' });
}

async function failed(work: Work, call: CallRecord, cause: string): Promise<boolean> {
  if (call.answeringId !== null && call.agentId === null) {
    await pickUpFailed(work, call);
    return true;
  }
  const outcome = call.answeredAt === null ? 'failed' : 'answered';
  return endCall(work, call, { outcome, cause });
}

/** Who won could not be heard: the others may have it again. */
export async function pickUpFailed(work: Work, call: CallRecord): Promise<void> {
  const late = call.answeringId;
  await patchCall(work, call.id, { answering_id: null, answering_at: null });
  await ringOn(work, call.id);
  if (late === null) return;
  await afterRingGone(work, { ...call, answeringId: null }, late);
}

/** What the colleague who is asked reports of their own leg: they are there, or they are gone again. */
async function consulted(
  work: Work,
  asking: Asking,
  call: CallRecord,
  input: Exclude<Report, { event: 'cancelled' }>,
): Promise<boolean> {
  if (input.event === 'answered') {
    await answerConsult(work, asking, call);
    return false;
  }
  if (input.event !== 'ended' && input.event !== 'failed') return false;
  await transferFailed(work, call, 'decline');
  return true;
}
