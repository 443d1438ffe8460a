import type { AudioQuality } from './audio-quality.ts';
import type { PhoneDevices } from './devices.ts';

/** Why one can not telephone, or not be heard, as the screen says it. */
export type PhoneProblem = 'no_microphone' | 'microphone_refused' | 'microphone_lost' | 'call_gone' | 'transfer_failed';

/** What this desk's telephone has of a call: its audio. The call itself is the hub's. */
export type LegView = {
  readonly phase: 'ringing' | 'connecting' | 'live';
  readonly held: boolean;
  readonly muted: boolean;
  /** Since when it is held, by the window's clock, milliseconds. */
  readonly heldSince: number | null;
  /** The tones that went out. */
  readonly tones: string;
  /** The second leg, while a colleague or a number is asked. */
  readonly consult: { readonly phase: 'calling' | 'live'; readonly name: string } | null;
  readonly quality: AudioQuality | null;
};

/** `here`: this window has the account; `elsewhere`: another window of the agent's has, and does what is asked here. */
export type PhoneView = {
  readonly place: 'none' | 'here' | 'elsewhere';
  readonly line: 'off' | 'connecting' | 'registered' | 'refused' | 'unreachable';
  readonly problem: PhoneProblem | null;
  readonly devices: PhoneDevices;
  readonly legs: Readonly<Record<string, LegView>>;
};

/** What is asked of the one that holds the audio, about a call it has. */
export type LegAct =
  | { readonly act: 'decline'; readonly callId: string }
  | { readonly act: 'hold' | 'resume' | 'hang_up' | 'complete' | 'drop'; readonly callId: string }
  | { readonly act: 'mute'; readonly callId: string; readonly muted: boolean }
  | { readonly act: 'tones'; readonly callId: string; readonly tones: string }
  | {
      readonly act: 'transfer';
      readonly step: 'blind' | 'consult';
      readonly callId: string;
      readonly uri: string;
      readonly headers: readonly string[];
      readonly name: string;
    };

/** What a window asks of the one that holds the audio. */
export type PhoneAct =
  | { readonly act: 'pick_up'; readonly callId: string }
  | { readonly act: 'dial'; readonly callId: string; readonly uri: string; readonly headers: readonly string[] }
  | LegAct;
