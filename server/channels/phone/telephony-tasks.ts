import { connectionOf, reportFailed, reportWorked } from '#server/channels/connections/open-connection.ts';
import { ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { transferFailed } from '#server/domains/calls/answer.service.ts';
import { type ProviderAct, TELEPHONY_TASK, type TelephonyJob } from '#server/domains/calls/ask-provider.ts';
import { patchCall, rememberOfProvider } from '#server/domains/calls/call-changes.repository.ts';
import { type CallRecord, findCall } from '#server/domains/calls/calls.repository.ts';
import { endCall } from '#server/domains/calls/end-call.service.ts';
import { callLocked, tellCall } from '#server/domains/calls/locked-call.service.ts';
import { hold, pickUpFailed, resume } from '#server/domains/calls/report.service.ts';
import { agentFacts } from '#server/domains/calls/rings.repository.ts';
import { endHelp, tellCallHelp } from '#server/domains/live-help/end-call-help.service.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { carryOut, type Done } from './twilio/carry-out.ts';

/** Somebody is waiting on the line: what does not work within these tries has not worked. */
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 10_000;

export const telephonyTasks = (deps: Deps) => ({
  [TELEPHONY_TASK]: (payload: unknown) => actOnCall(deps, payload as TelephonyJob),
});

/**
 * Has a provider do something with a call that it carries. What the provider confirms happens to the call; what it will
 * not do is told as the call's `problem`, and whoever waits for it gets the call back ([CH3]: an order of which nobody
 * knows is never given twice).
 */
export async function actOnCall(deps: Deps, job: TelephonyJob): Promise<void> {
  const call = await findCall(deps.db, job.callId);
  if (call === null || call.connectionId === null || isIdle(call, job.act)) return;
  const connection = await connectionOf(deps, call.connectionId);
  try {
    const loginOf = async (id: string) => (await agentFacts(deps.db, id))?.login ?? null;
    const done = await carryOut(connection, call, job.act, loginOf);
    await inWork(deps, (work) => confirmed(work, call.id, job.act, done));
    await reportWorked(deps, connection.id);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind !== 'refused') await reportFailed(deps, connection.id, error.code, error.message);
    const tries = (job.tries ?? 0) + 1;
    if (error.kind === 'retry' && tries < MOST_TRIES) await again(deps, { ...job, tries }, error);
    else await inWork(deps, (work) => refused(work, call.id, job.act, error.code));
  }
}

/** After the end there is nothing to do but to hang up. */
const isIdle = (call: CallRecord, { act }: ProviderAct): boolean => call.state === 'ended' && act !== 'hang_up';

async function again(deps: Deps, job: TelephonyJob & { tries: number }, error: ProviderError): Promise<void> {
  const wait = Math.min(Math.max(error.retryAfterMs ?? 0, FIRST_WAIT_MS * 2 ** (job.tries - 1)), MOST_WAIT_MS);
  const runAt = new Date(deps.clock.now().getTime() + wait);
  await inWork(deps, (work) => addJob(work.tx, TELEPHONY_TASK, job, { runAt, queue: `call:${job.callId}` }));
}

async function confirmed(work: Work, id: string, act: ProviderAct, done: Done): Promise<void> {
  const { call } = await callLocked(work, id);
  await rememberOfProvider(work, id, { problem: null, ...(done?.legs === undefined ? {} : { legs: done.legs }) });
  if (done?.callSid !== undefined && call.callKey === null) await patchCall(work, id, { call_key: done.callSid });
  if (act.act === 'pause_recording') await patchCall(work, id, { recording_paused: true });
  if (act.act === 'resume_recording') await patchCall(work, id, { recording_paused: false });
  if (act.act === 'hold' || act.act === 'consult') await hold(work, call);
  if (act.act === 'resume' || act.act === 'drop') await resume(work, call);
  const isOver = act.act === 'hang_up' && call.state !== 'ended';
  if (isOver)
    await endCall(
      work,
      call,
      call.answeredAt === null ? { outcome: 'failed', cause: 'cancelled' } : { outcome: 'answered' },
    );
  await tellCall(work, id, call);
}

const isHelp = (act: ProviderAct): act is Extract<ProviderAct, { leadId: string }> => 'leadId' in act;

/** It was not done: whoever waits for it does not wait in vain. */
async function refused(work: Work, id: string, act: ProviderAct, code: string): Promise<void> {
  const { call } = await callLocked(work, id);
  if (call.state === 'ended') return;
  if (isHelp(act)) {
    // The lead's matter: who holds the call learns nothing of it, and nobody is half there.
    await endHelp(work, call, { leadId: act.leadId });
    await tellCallHelp(work, call);
    return;
  }
  await rememberOfProvider(work, id, { problem: { act: act.act, code, at: work.at.toISOString() } });
  if (act.act === 'connect' && call.answeringId === act.agentId) await pickUpFailed(work, call);
  else if (act.act === 'transfer' || act.act === 'consult') await transferFailed(work, call);
  else if (act.act === 'place' || act.act === 'place_customer')
    await endCall(work, call, { outcome: 'failed', cause: code });
  else if (act.act === 'voicemail') await endCall(work, call, { outcome: 'missed', cause: code });
  await tellCall(work, id, call);
}
