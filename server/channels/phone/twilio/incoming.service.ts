import { findConnection } from '#server/channels/connections/connections.repository.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { patchCall, rememberOfProvider, saveParts } from '#server/domains/calls/call-changes.repository.ts';
import { isBlocked } from '#server/domains/calls/call-place.repository.ts';
import { callerNumber, isVouched } from '#server/domains/calls/caller.service.ts';
import type { CallRecord } from '#server/domains/calls/calls.repository.ts';
import { endCall } from '#server/domains/calls/end-call.service.ts';
import { callLocked, tellCall } from '#server/domains/calls/locked-call.service.ts';
import { incomingCall } from '#server/domains/calls/ring.service.ts';
import { readyOf, ringAt } from '#server/domains/calls/rings.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { isOpen } from '#shared/domain/calendar.ts';
import { beginPart } from '#shared/domain/call-parts.ts';
import { phoneSettings } from '../phone-settings.ts';
import type { TwilioHook } from './twilio-hook.ts';
import { menuChoice, twilioSettings } from './twilio-settings.ts';

/** What becomes of somebody who calls: turned away, asked by the menu, rung through, a message taken. */
export type Reception = { readonly callId: string; readonly next: 'reject' | 'menu' | 'wait' | 'voicemail' | 'over' };

/**
 * A call has reached our number. Made once, whoever tells of it and however often; what is to happen is decided once and
 * kept, so that a redelivery is answered the same.
 */
export async function receiveCall(deps: Deps, connection: Connection, hook: TwilioHook): Promise<Reception> {
  const { params } = hook;
  const settings = twilioSettings(connection);
  return inWork(deps, async (work) => {
    const number = callerNumber(params['From'] ?? null);
    const { call: known, made } = await incomingCall(work, {
      connection,
      media: 'provider',
      key: params['CallSid'] ?? '',
      number,
      vouched: number !== null && (settings.trustCallerId || isVouched(params['StirVerstat'])),
      ourNumber: params['To'] ?? null,
      ringSeconds: settings.ringSeconds,
      parts: [],
    });
    const { call } = await callLocked(work, known.id);
    if (call.state === 'ended') return { callId: call.id, next: 'over' };
    if (!made) return { callId: call.id, next: nextOf(call) };
    await rememberOfProvider(work, call.id, { callSid: params['CallSid'] ?? '' });
    return { callId: call.id, next: await receive(work, call, settings.menu.length > 0) };
  });
}

async function receive(work: Work, call: CallRecord, hasMenu: boolean): Promise<Reception['next']> {
  if (call.number !== null && (await isBlocked(work.tx, call.number, work.at))) {
    await endCall(work, call, { outcome: 'abandoned', cause: 'blocked' });
    await tellCall(work, call.id, call);
    return 'reject';
  }
  const calendar = await teamCalendar(work.tx, call.teamId);
  if (calendar !== null && !isOpen(calendar, work.at)) {
    await rememberOfProvider(work, call.id, { closed: true });
    return toVoicemail(work, call);
  }
  if (!hasMenu) return ringTeam(work, call);
  await patchCall(work, call.id, { ring_until: null });
  await saveParts(work, call.id, beginPart(call.parts, 'ivr', work.at));
  await tellCall(work, call.id, call);
  return 'menu';
}

/** The same answer again for a redelivery. */
function nextOf(call: CallRecord): Reception['next'] {
  const last = call.parts.findLast((part) => part.until === undefined)?.kind;
  if (last === 'ivr') return 'menu';
  return last === 'voicemail' ? 'voicemail' : 'wait';
}

/** A key was pressed, or none was: the way through the menu is kept as a part, then it rings. */
export async function choose(deps: Deps, connection: Connection, hook: TwilioHook): Promise<Reception | null> {
  const { callId, params } = hook;
  if (callId === null) return null;
  const digits = params['Digits'] ?? '';
  const choice = menuChoice(twilioSettings(connection), digits);
  return inWork(deps, async (work) => {
    const { call } = await callLocked(work, callId);
    if (call.connectionId !== connection.id) return null;
    if (call.state === 'ended') return { callId, next: 'over' };
    const asked = call.parts.findLast((part) => part.kind === 'ivr' && part.until === undefined);
    if (asked === undefined) return { callId, next: nextOf(call) };
    const detail = [digits, choice ?? ''].filter((word) => word !== '').join(' ');
    const parts = call.parts.map((part) => (part === asked && detail !== '' ? { ...part, detail } : part));
    await patchCall(work, callId, {
      ring_until: new Date(work.at.getTime() + twilioSettings(connection).ringSeconds * 1000),
    });
    return { callId, next: await ringTeam(work, { ...call, parts }) };
  });
}

/** Rings at everybody of the team who is ready and has a telephone here; with nobody there a message is taken. */
async function ringTeam(work: Work, call: CallRecord): Promise<Reception['next']> {
  const connection = call.connectionId === null ? null : await findConnection(work.tx, call.connectionId);
  const accounts = phoneSettings(connection?.settings ?? {}).accounts;
  const ready = (await readyOf(work.tx, call.teamId)).filter(({ login }) => accounts.has(login));
  if (ready.length === 0) return toVoicemail(work, call);
  for (const { id } of ready) await ringAt(work, call.id, id);
  await saveParts(work, call.id, beginPart(call.parts, 'ring', work.at));
  await tellCall(work, call.id, call);
  return 'wait';
}

async function toVoicemail(work: Work, call: CallRecord): Promise<Reception['next']> {
  await patchCall(work, call.id, { ring_until: null });
  await saveParts(work, call.id, beginPart(call.parts, 'voicemail', work.at));
  await tellCall(work, call.id, call);
  return 'voicemail';
}
