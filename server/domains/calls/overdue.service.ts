import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import { PICK_UP_SECONDS } from '#shared/domain/call.ts';
import { nobodyTookIt, transferFailed } from './answer.service.ts';
import { patchCall } from './call-changes.repository.ts';
import { leaveCall } from './call-presence.service.ts';
import { type CallRecord, overdueCalls } from './calls.repository.ts';
import { endCall } from './end-call.service.ts';
import { callLocked, tellCall } from './locked-call.service.ts';
import { pickUpFailed } from './report.service.ts';
import { agentFacts } from './rings.repository.ts';

/** A desk that held a call and has been gone for so long will not tell how it ended. */
const GONE_AFTER_MS = 2 * 60_000;

/**
 * Ends what time has overtaken: rings that nobody took, winners who were not heard, wrap-ups, calls whose desk is gone.
 * Called every second on every hub; each call has one outcome, whoever asks. Gives how many changed.
 */
export async function settleOverdueCalls(deps: Deps): Promise<number> {
  const at = deps.clock.now();
  const answeredBefore = new Date(at.getTime() - PICK_UP_SECONDS * 1000);
  const goneBefore = new Date(at.getTime() - GONE_AFTER_MS);
  const ids = await overdueCalls(deps.db, { at, answeredBefore, goneBefore });
  let changed = 0;
  for (const id of ids) {
    try {
      changed += Number(await inWork(deps, (work) => settle(work, id, { answeredBefore, goneBefore })));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return changed;
}

type Limits = { readonly answeredBefore: Date; readonly goneBefore: Date };

async function settle(work: Work, id: string, limits: Limits): Promise<boolean> {
  const { call } = await callLocked(work, id);
  if (!(await settleLocked(work, call, limits))) return false;
  await tellCall(work, id, call);
  return true;
}

/** Looked at again behind the lock: somebody may have been faster than the beat. */
async function settleLocked(work: Work, call: CallRecord, { answeredBefore }: Limits): Promise<boolean> {
  if (call.state === 'ended') return endWrapUp(work, call);
  if (call.answeringAt !== null && call.answeringAt < answeredBefore) {
    await pickUpFailed(work, call);
    return true;
  }
  if (call.state === 'ringing' && call.answeringId === null && call.ringUntil !== null && call.ringUntil < work.at) {
    await rangLongEnough(work, call);
    return true;
  }
  if (call.agentId === null || call.media !== 'softphone') return false;
  if ((await agentFacts(work.tx, call.agentId))?.here !== false) return false;
  const outcome = call.answeredAt === null ? 'failed' : 'answered';
  return endCall(work, call, { outcome, cause: 'desk_gone' });
}

async function rangLongEnough(work: Work, call: CallRecord): Promise<void> {
  if (call.direction === 'out') await endCall(work, call, { outcome: 'failed', cause: 'no_answer' });
  else if (call.transferAgentId !== null) await transferFailed(work, call);
  else await nobodyTookIt(work, call);
}

async function endWrapUp(work: Work, call: CallRecord): Promise<boolean> {
  if (call.wrapUpDue === null || call.wrapUpDue > work.at || call.agentId === null) return false;
  await patchCall(work, call.id, { wrap_up_due: null, wrapped_at: call.wrapUpDue });
  await leaveCall(work, call, call.agentId);
  return true;
}
