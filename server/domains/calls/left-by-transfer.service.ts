import type { Work } from '#server/work.ts';
import { RING_SECONDS } from '#shared/domain/call.ts';
import { beginPart } from '#shared/domain/call-parts.ts';
import { moveCall, rememberOfProvider, saveParts } from './call-changes.repository.ts';
import { leaveCall } from './call-presence.service.ts';
import { maskedNumber } from './call-view.ts';
import type { CallRecord } from './calls.repository.ts';
import { endCall } from './end-call.service.ts';

/**
 * Whoever held the call has gone because they gave it away. Towards a number outside it is over for us; towards a
 * colleague it rings there, and nobody holds it until they are heard.
 */
export async function leftByTransfer(work: Work, call: CallRecord): Promise<boolean> {
  if (call.transferAgentId === null) {
    const detail = call.transferNumber === null ? {} : { detail: maskedNumber(call.transferNumber) };
    const parts = beginPart(call.parts, 'transfer', work.at, detail);
    await saveParts(work, call.id, parts);
    return endCall(work, { ...call, parts }, { outcome: 'answered' });
  }
  const former = call.agentId;
  const moved = await moveCall(work, call.id, {
    from: ['active', 'held'],
    to: 'ringing',
    patch: { agent_id: null, ring_until: new Date(work.at.getTime() + RING_SECONDS * 1000) },
  });
  if (!moved) return false;
  if (!call.parts.some((part) => part.kind === 'transfer' && part.until === undefined))
    await saveParts(
      work,
      call.id,
      beginPart(call.parts, 'transfer', work.at, { agentName: call.transferAgentName ?? '' }),
    );
  // Whose matter it was, for whoever takes the call takes that too.
  await rememberOfProvider(work, call.id, { givenBy: former });
  if (former !== null) await leaveCall(work, call, former);
  return true;
}
