import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { beHeard } from '#server/domains/calls/active.service.ts';
import { transferFailed } from '#server/domains/calls/answer.service.ts';
import { askProvider } from '#server/domains/calls/ask-provider.ts';
import { saveParts } from '#server/domains/calls/call-changes.repository.ts';
import type { CallRecord } from '#server/domains/calls/calls.repository.ts';
import { endCall } from '#server/domains/calls/end-call.service.ts';
import { joinConsult } from '#server/domains/calls/giving.service.ts';
import { callLocked, tellCall } from '#server/domains/calls/locked-call.service.ts';
import { pickUpFailed } from '#server/domains/calls/report.service.ts';
import { agentFacts, settleRing } from '#server/domains/calls/rings.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { beginPart } from '#shared/domain/call-parts.ts';
import { callOfHook } from './customer-leg.service.ts';
import type { TwilioHook } from './twilio-hook.ts';

const OVER = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);

/** How an agent's leg is: their telephone rings, they are in the room, they are gone. Comes out of order and again. */
export async function agentLeg(deps: Deps, connection: Connection, hook: TwilioHook): Promise<void> {
  const known = await callOfHook(deps, connection, hook);
  const { agentId, params } = hook;
  if (known === null || agentId === null) return;
  const status = params['CallStatus'] ?? '';
  await inWork(deps, async (work) => {
    const { call } = await callLocked(work, known.id, [agentId]);
    if (call.state === 'ended') return;
    let changed = false;
    if (OVER.has(status)) changed = await gone(work, call, { agentId, sid: params['CallSid'] ?? '', status });
    else if (status === 'in-progress' || status === 'answered') changed = await there(work, call, agentId);
    if (changed) await tellCall(work, call.id, call);
  });
}

/** True when an agent's leg may join the call's room: they won it, hold it, or it is being given to them. */
export const mayJoin = (call: CallRecord, agentId: string | null): boolean =>
  call.state !== 'ended' &&
  agentId !== null &&
  [call.answeringId, call.agentId, call.transferAgentId].includes(agentId);

async function there(work: Work, call: CallRecord, agentId: string): Promise<boolean> {
  const agent = await agentFacts(work.tx, agentId);
  if (agent === null) return false;
  if (call.transferMode === 'consult' && call.transferAgentId === agentId) {
    const open = call.parts.some((part) => part.kind === 'consult' && part.until === undefined);
    await settleRing(work, call.id, agentId, 'answered');
    if (open) return false;
    await saveParts(work, call.id, beginPart(call.parts, 'consult', work.at, { agentName: agent.name }));
    await joinConsult(work, call);
    return true;
  }
  if (call.answeringId === agentId || call.transferAgentId === agentId) return beHeard(work, call, agent);
  // Who placed a call is at their telephone: now the customer's is called.
  if (call.direction === 'out' && call.agentId === agentId && call.answeredAt === null) {
    await askProvider(work, call, { act: 'place_customer' });
  }
  return false;
}

type Gone = { readonly agentId: string; readonly sid: string; readonly status: string };

async function gone(work: Work, call: CallRecord, { agentId, sid, status }: Gone): Promise<boolean> {
  const legs = (call.provider['legs'] ?? {}) as Readonly<Record<string, string>>;
  // A leg that was given up for a newer one has nothing to say.
  if (legs[agentId] !== undefined && legs[agentId] !== sid) return false;
  if (call.answeringId === agentId) {
    await pickUpFailed(work, call);
    return true;
  }
  if (call.transferAgentId === agentId && call.agentId !== agentId) {
    await transferFailed(work, call);
    return true;
  }
  if (call.agentId !== agentId) return false;
  const isAnswered = call.answeredAt !== null;
  const cause = status === 'completed' ? 'cancelled' : 'own_phone';
  const ended = await endCall(work, call, isAnswered ? { outcome: 'answered' } : { outcome: 'failed', cause });
  if (ended) await askProvider(work, call, { act: 'hang_up' });
  return ended;
}
