import type { Connection, HookAnswer } from '#server/channels/provider.ts';
import type { Reception } from './incoming.service.ts';
import { hookAddress, twilioSettings } from './twilio-settings.ts';
import { say, twiml, type Verb } from './twiml.ts';

export const asXml = (body: string): HookAnswer => ({ status: 200, contentType: 'text/xml; charset=utf-8', body });

const HANG_UP: Verb = { name: 'Hangup' };

/** What the caller hears next. */
export function receptionTwiml(connection: Connection, { callId, next }: Reception, greet: boolean): string {
  const { greeting, language } = twilioSettings(connection);
  switch (next) {
    case 'reject':
      return twiml({ name: 'Reject' });
    case 'over':
      return twiml(HANG_UP);
    case 'voicemail':
      return voicemailTwiml(connection, callId);
    case 'menu':
      return menuTwiml(connection, callId);
    case 'wait':
      return twiml(...(greet ? say(greeting, language) : []), roomOf(connection, callId, 'customer'));
  }
}

function menuTwiml(connection: Connection, callId: string): string {
  const { greeting, language, menuPrompt } = twilioSettings(connection);
  const action = hookAddress(connection, { do: 'menu', call: callId });
  const attributes = { input: 'dtmf', numDigits: 1, timeout: 8, action, method: 'POST' };
  const gather = { name: 'Gather', attributes, content: say(menuPrompt, language) };
  // Nobody pressed anything: on as if they had.
  return twiml(...say(greeting, language), gather, {
    name: 'Redirect',
    attributes: { method: 'POST' },
    content: action,
  });
}

/** Takes a message, says why, and stops at silence. */
export function voicemailTwiml(connection: Connection, callId: string, closed = false): string {
  const { language, closedGreeting, voicemailGreeting, voicemailSeconds, transcribe } = twilioSettings(connection);
  const place = (to: string) => hookAddress(connection, { do: to, call: callId });
  const record = {
    name: 'Record',
    attributes: {
      maxLength: voicemailSeconds,
      timeout: 5,
      playBeep: true,
      action: place('recorded'),
      method: 'POST',
      recordingStatusCallback: place('recording'),
      transcribe: transcribe ? true : undefined,
      transcribeCallback: transcribe ? place('transcription') : undefined,
    },
  };
  return twiml(...say((closed && closedGreeting) || voicemailGreeting, language), record, HANG_UP);
}

/** The room where customer and agents meet. Music waits for the customer until an agent is there; with them it ends. */
export function roomOf(connection: Connection, callId: string, who: 'customer' | 'agent'): Verb {
  const { record } = twilioSettings(connection);
  const isCustomer = who === 'customer';
  const recorded = record && isCustomer;
  const attributes = {
    beep: false,
    startConferenceOnEnter: !isCustomer,
    endConferenceOnExit: isCustomer,
    participantLabel: who,
    record: recorded ? 'record-from-start' : undefined,
    recordingStatusCallback: recorded ? hookAddress(connection, { do: 'recording', call: callId }) : undefined,
    statusCallback: hookAddress(connection, { do: 'room', call: callId }),
    statusCallbackEvent: 'start end join leave hold',
  };
  return { name: 'Dial', content: [{ name: 'Conference', attributes, content: callId }] };
}

/**
 * The same room for a lead who helps ([ES3]): it neither begins nor ends with them, and nobody hears that they come. The
 * provider lets in who listens without a voice, and who coaches with a voice for that one leg; where that leg is not in
 * the room it refuses, so that no whisper is ever said aloud.
 */
export function helpRoomOf(connection: Connection, callId: string, help: HelpInRoom): Verb {
  const attributes = {
    beep: false,
    startConferenceOnEnter: false,
    endConferenceOnExit: false,
    participantLabel: `lead-${help.leadId}`,
    muted: help.mode === 'listen' ? true : undefined,
    coach: help.mode === 'whisper' ? help.coachedSid : undefined,
    statusCallback: hookAddress(connection, { do: 'room', call: callId }),
    statusCallbackEvent: 'start end join leave hold',
  };
  return { name: 'Dial', content: [{ name: 'Conference', attributes, content: callId }] };
}

export type HelpInRoom =
  | { readonly leadId: string; readonly mode: 'listen' | 'join' }
  | { readonly leadId: string; readonly mode: 'whisper'; readonly coachedSid: string };
