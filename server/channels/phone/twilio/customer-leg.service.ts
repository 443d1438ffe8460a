import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { beHeard } from '#server/domains/calls/active.service.ts';
import { askProvider } from '#server/domains/calls/ask-provider.ts';
import { patchCall } from '#server/domains/calls/call-changes.repository.ts';
import { type CallRecord, callByKey, findCall } from '#server/domains/calls/calls.repository.ts';
import { type Ending, endCall } from '#server/domains/calls/end-call.service.ts';
import { callLocked, tellCall } from '#server/domains/calls/locked-call.service.ts';
import { inWork, type Work } from '#server/work.ts';
import type { TwilioHook } from './twilio-hook.ts';

const OVER = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);
const CAUSES: Readonly<Record<string, string>> = {
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'unreachable',
  canceled: 'cancelled',
};

/** The call a hook is about: by our id, else by the provider's; null for one of another connection or none of ours. */
export async function callOfHook(
  deps: Pick<Deps, 'db'>,
  connection: Connection,
  hook: TwilioHook,
): Promise<CallRecord | null> {
  const byId = hook.callId === null ? null : await findCall(deps.db, hook.callId);
  const call = byId ?? (await callByKey(deps.db, connection.id, hook.params['CallSid'] ?? ''));
  return call?.connectionId === connection.id ? call : null;
}

/** How the customer's leg is. Comes out of order and again: what is over stays over. */
export async function customerLeg(deps: Deps, connection: Connection, hook: TwilioHook): Promise<void> {
  const known = await callOfHook(deps, connection, hook);
  const status = hook.params['CallStatus'] ?? '';
  if (known === null) return;
  await inWork(deps, async (work) => {
    const { call } = await callLocked(work, known.id);
    if (call.state === 'ended') return;
    if (call.direction === 'out' && call.callKey === null && hook.params['CallSid'] !== undefined)
      await patchCall(work, call.id, { call_key: hook.params['CallSid'] });
    const changed = OVER.has(status) ? await over(work, call, hook) : await begun(work, call, status);
    if (changed) await tellCall(work, call.id, call);
  });
}

/** An outgoing call is heard; one that comes in is heard when an agent's leg says so. */
async function begun(work: Work, call: CallRecord, status: string): Promise<boolean> {
  if (status !== 'in-progress' && status !== 'answered') return false;
  if (call.direction !== 'out' || call.answeredAt !== null || call.agentId === null) return false;
  return beHeard(work, call, { id: call.agentId, name: call.agentName ?? '' });
}

async function over(work: Work, call: CallRecord, { params }: TwilioHook): Promise<boolean> {
  const status = params['CallStatus'] ?? '';
  // Told of its end before its beginning: it was a talk all the same.
  const late = call.direction === 'out' && call.answeredAt === null && Number(params['CallDuration'] ?? 0) > 0;
  if (late && status === 'completed' && call.agentId !== null)
    await beHeard(work, call, { id: call.agentId, name: call.agentName ?? '' });
  const now = late ? ((await findCall(work.tx, call.id)) ?? call) : call;
  const ended = await endCall(work, now, endingOf(now, status));
  if (ended) await askProvider(work, now, { act: 'hang_up' });
  return ended;
}

function endingOf(call: CallRecord, status: string): Ending {
  const cause = CAUSES[status];
  if (call.answeredAt !== null) return { outcome: 'answered' };
  if (call.direction === 'out') return { outcome: 'failed', cause: cause ?? 'no_answer' };
  const outOfHours = call.provider['closed'] === true;
  if (call.provider['message'] === true) return { outcome: 'voicemail', outOfHours };
  const gaveUp = call.parts.findLast((part) => part.until === undefined)?.kind !== 'voicemail';
  return { outcome: gaveUp ? 'abandoned' : 'missed', outOfHours };
}
