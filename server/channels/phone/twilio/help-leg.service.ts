import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { CallRecord } from '#server/domains/calls/calls.repository.ts';
import { callLocked } from '#server/domains/calls/locked-call.service.ts';
import { type CallHelp, enterCallHelp, helpsOfCall } from '#server/domains/live-help/call-helps.repository.ts';
import { endHelp, tellCallHelp } from '#server/domains/live-help/end-call-help.service.ts';
import { inWork } from '#server/work.ts';
import type { HelpInRoom } from './answers.ts';
import { callOfHook } from './customer-leg.service.ts';
import type { TwilioHook } from './twilio-hook.ts';

const OVER = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);

const legsOf = (call: CallRecord): Readonly<Record<string, string>> =>
  (call.provider['legs'] ?? {}) as Readonly<Record<string, string>>;

/** A leg that was given up for a newer one leads nowhere and has nothing to say. */
function isGivenUp(call: CallRecord, leadId: string, { params }: TwilioHook): boolean {
  const sid = legsOf(call)[`help:${leadId}`];
  return sid !== undefined && sid !== params['CallSid'];
}

/**
 * Where the leg of a lead who helps goes: into the room of the call, in the way they chose; null when they are not wanted
 * there any more, or whom they would whisper to is not in it. They are in from here on: the provider is told of whatever
 * they choose after this answer, so that nobody is heard who wants to listen ([ES3]).
 */
export async function helpPlace(
  deps: Deps,
  connection: Connection,
  hook: TwilioHook,
): Promise<{ readonly callId: string; readonly help: HelpInRoom } | null> {
  const known = await callOfHook(deps, connection, hook);
  const leadId = hook.agentId;
  if (known === null || known.state === 'ended' || leadId === null) return null;
  return inWork(deps, async (work) => {
    const { call } = await callLocked(work, known.id, [leadId]);
    const help = (await helpsOfCall(work.tx, call.id)).find((one) => one.leadId === leadId);
    if (call.state === 'ended' || help === undefined || help.helpedAgentId !== call.agentId) return null;
    const inRoom = isGivenUp(call, leadId, hook) ? null : helpInRoom(call, help);
    if (inRoom === null) return null;
    if (await enterCallHelp(work, help.id)) await tellCallHelp(work, call);
    return { callId: call.id, help: inRoom };
  });
}

function helpInRoom(call: CallRecord, { leadId, mode, helpedAgentId }: CallHelp): HelpInRoom | null {
  if (mode !== 'whisper') return { leadId, mode };
  const coachedSid = legsOf(call)[helpedAgentId];
  return coachedSid === undefined ? null : { leadId, mode, coachedSid };
}

/** How the lead's leg is: they are in the room, or gone. Comes out of order and again. */
export async function helpLeg(deps: Deps, connection: Connection, hook: TwilioHook): Promise<void> {
  const known = await callOfHook(deps, connection, hook);
  const { agentId: leadId, params } = hook;
  if (known === null || leadId === null) return;
  const status = params['CallStatus'] ?? '';
  await inWork(deps, async (work) => {
    const { call } = await callLocked(work, known.id, [leadId]);
    const help = (await helpsOfCall(work.tx, call.id)).find((one) => one.leadId === leadId);
    if (help === undefined) return;
    if (isGivenUp(call, leadId, hook)) return;
    if (OVER.has(status)) await endHelp(work, call, { leadId });
    else if (status !== 'in-progress' || !(await enterCallHelp(work, help.id))) return;
    await tellCallHelp(work, call);
  });
}
