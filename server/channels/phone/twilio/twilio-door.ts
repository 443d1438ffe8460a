import {
  type Connection,
  type HookAnswer,
  type HookEvent,
  type HookRequest,
  ProviderError,
  type WebhookDoor,
} from '#server/channels/provider.ts';
import { isFromTwilio } from '#server/channels/twilio-signature.ts';
import type { Deps } from '#server/deps.ts';
import { findCall } from '#server/domains/calls/calls.repository.ts';
import { agentLeg, mayJoin } from './agent-leg.service.ts';
import { asXml, helpRoomOf, receptionTwiml, roomOf, voicemailTwiml } from './answers.ts';
import { callOfHook, customerLeg } from './customer-leg.service.ts';
import { helpLeg, helpPlace } from './help-leg.service.ts';
import { choose, receiveCall } from './incoming.service.ts';
import { keepRecording, keepTranscript, messageLeft } from './recording.service.ts';
import { roomChanged } from './room.service.ts';
import { eventOf, readHook, type TwilioHook } from './twilio-hook.ts';
import { twiml } from './twiml.ts';

const EMPTY = asXml(twiml());

/** Asked for instructions while the caller waits: these are answered at once, and change nothing when they come again. */
async function answer(deps: Deps, connection: Connection, request: HookRequest): Promise<HookAnswer> {
  let hook: TwilioHook;
  try {
    hook = readHook(request);
  } catch (error) {
    // It is in quarantine; the caller hears nothing of it.
    if (error instanceof ProviderError) return EMPTY;
    throw error;
  }
  switch (hook.to) {
    case 'voice': {
      if ((hook.params['CallSid'] ?? '') === '') return EMPTY;
      const reception = await receiveCall(deps, connection, hook);
      if (reception.next === 'voicemail') return voicemail(deps, connection, reception.callId);
      return asXml(receptionTwiml(connection, reception, true));
    }
    case 'menu': {
      const reception = await choose(deps, connection, hook);
      return reception === null ? EMPTY : asXml(receptionTwiml(connection, reception, false));
    }
    case 'agent':
      return join(deps, connection, hook);
    case 'helper':
      return letLeadIn(deps, connection, hook);
    case 'voicemail':
      return hook.callId === null ? EMPTY : voicemail(deps, connection, hook.callId);
    case 'recorded':
      await messageLeft(deps, connection, hook);
      return asXml(twiml({ name: 'Hangup' }));
    default:
      return EMPTY;
  }
}

/** A leg that we called wants to know where to go: into the call's room, if it is still wanted there. */
async function join(deps: Deps, connection: Connection, hook: TwilioHook): Promise<HookAnswer> {
  const call = await callOfHook(deps, connection, hook);
  const joins = call !== null && (hook.agentId === null ? call.state !== 'ended' : mayJoin(call, hook.agentId));
  if (call === null || !joins) return asXml(twiml({ name: 'Hangup' }));
  return asXml(twiml(roomOf(connection, call.id, hook.agentId === null ? 'customer' : 'agent')));
}

async function letLeadIn(deps: Deps, connection: Connection, hook: TwilioHook): Promise<HookAnswer> {
  const place = await helpPlace(deps, connection, hook);
  if (place === null) return asXml(twiml({ name: 'Hangup' }));
  return asXml(twiml(helpRoomOf(connection, place.callId, place.help)));
}

async function voicemail(deps: Deps, connection: Connection, callId: string): Promise<HookAnswer> {
  const call = await findCall(deps.db, callId);
  if (call === null || call.connectionId !== connection.id) return EMPTY;
  return asXml(voicemailTwiml(connection, callId, call.provider['closed'] === true));
}

async function handle(deps: Deps, connection: Connection, event: HookEvent): Promise<void> {
  const hook = JSON.parse(event.body.toString('utf8')) as TwilioHook;
  switch (hook.to) {
    case 'status':
      return customerLeg(deps, connection, hook);
    case 'help':
      return helpLeg(deps, connection, hook);
    case 'leg':
      return agentLeg(deps, connection, hook);
    case 'room':
      return roomChanged(deps, connection, hook);
    case 'recording':
      return keepRecording(deps, connection, hook);
    case 'transcription':
      return keepTranscript(deps, connection, hook);
    default:
      return;
  }
}

/** What asks for instructions is done with its answer; everything else is kept and worked on in its own time. */
const ANSWERED = new Set(['voice', 'menu', 'agent', 'helper', 'voicemail', 'recorded']);

export const twilioDoor: WebhookDoor = {
  verify: isFromTwilio,
  events: (request) => {
    const hook = readHook(request);
    return ANSWERED.has(hook.to) ? [] : [eventOf(hook)];
  },
  handle,
  answer,
};
