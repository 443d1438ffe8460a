import type { AudioCounts, AudioQuality } from './audio-quality.ts';
import { openMicrophone, type PhoneDevices } from './devices.ts';
import type { LegView, PhoneProblem } from './phone-view.ts';
import type { SipLeg } from './sip-leg.ts';
import { openSpeaker, ring, type Speaker } from './speaker.ts';

/** A leg with what this window knows of it. Changed by the leg desk and the audio holder alone. */
export type HeldLeg = {
  readonly callId: string;
  readonly leg: SipLeg;
  readonly way: 'in' | 'out' | 'consult';
  phase: LegView['phase'];
  isHeld: boolean;
  heldSince: number | null;
  isMuted: boolean;
  tones: string;
  /** What happens to it is no news for the hub. */
  isSilent: boolean;
  microphone: MediaStream | null;
  speaker: Speaker | null;
  counts: AudioCounts | null;
  quality: AudioQuality | null;
  askedUri: string;
  /** Whom one asks meanwhile, on a second leg. */
  asked: (HeldLeg & { readonly name: string; readonly uri: string }) | null;
};

type Parts = {
  readonly chosen: () => PhoneDevices['chosen'];
  readonly onChange: () => void;
  readonly onProblem: (problem: PhoneProblem) => void;
};

export type LegDesk = ReturnType<typeof createLegDesk>;

/** The legs of this window and their sound: microphones, speakers, the ring. */
export function createLegDesk({ chosen, onChange, onProblem }: Parts) {
  const legs = new Map<string, HeldLeg>();
  let silence: (() => void) | null = null;

  const changed = (): void => {
    const isRinging = [...legs.values()].some((leg) => leg.way === 'in' && leg.phase === 'ringing');
    if (isRinging && silence === null) silence = ring(chosen().ringer);
    if (!isRinging && silence !== null) {
      silence();
      silence = null;
    }
    onChange();
  };

  async function microphone(): Promise<MediaStream | null> {
    const opened = await openMicrophone(chosen().microphone);
    if (typeof opened !== 'string') return opened;
    onProblem(opened);
    return null;
  }

  /** Pulled out in the middle of a call: said, and the system's own takes its place where there is one. */
  function watch(held: HeldLeg): void {
    const [track] = held.microphone?.getAudioTracks() ?? [];
    track?.addEventListener('ended', () => {
      onProblem('microphone_lost');
      void takeMicrophone(held, '');
    });
  }

  async function takeMicrophone(held: HeldLeg, deviceId: string): Promise<void> {
    const opened = await openMicrophone(deviceId);
    const sender = held.leg
      .connection()
      ?.getSenders()
      .find(({ track }) => track?.kind === 'audio');
    if (typeof opened === 'string' || sender === undefined) return;
    const track = opened.getAudioTracks()[0] ?? null;
    if (track !== null) track.enabled = !held.isMuted && !held.isHeld;
    await sender.replaceTrack(track);
    for (const old of held.microphone?.getTracks() ?? []) old.stop();
    held.microphone = opened;
    watch(held);
  }

  function make(facts: Pick<HeldLeg, 'callId' | 'leg' | 'way' | 'phase' | 'microphone'>): HeldLeg {
    const made: HeldLeg = {
      ...facts,
      isHeld: false,
      heldSince: null,
      isMuted: false,
      tones: '',
      isSilent: false,
      speaker: null,
      counts: null,
      quality: null,
      askedUri: '',
      asked: null,
    };
    watch(made);
    return made;
  }

  function quiet(held: HeldLeg): void {
    held.speaker?.stop();
    for (const track of held.microphone?.getTracks() ?? []) track.stop();
  }

  return {
    of: (callId: string): HeldLeg | null => legs.get(callId) ?? null,
    all: (): HeldLeg[] => [...legs.values()],
    microphone,
    add(callId: string, leg: SipLeg, way: 'in' | 'out', mic: MediaStream | null = null): HeldLeg {
      const held = make({ callId, leg, way, phase: way === 'in' ? 'ringing' : 'connecting', microphone: mic });
      legs.set(callId, held);
      changed();
      return held;
    },
    replace(old: HeldLeg, leg: SipLeg): HeldLeg {
      const held = make({ callId: old.callId, leg, way: 'in', phase: 'connecting', microphone: null });
      legs.set(old.callId, held);
      changed();
      return held;
    },
    consult(over: HeldLeg, leg: SipLeg, name: string, mic: MediaStream): HeldLeg {
      const asked = make({ callId: over.callId, leg, way: 'consult', phase: 'connecting', microphone: mic });
      over.asked = Object.assign(asked, { name, uri: over.askedUri });
      changed();
      return asked;
    },
    consultOver(held: HeldLeg): void {
      held.asked = null;
      changed();
    },
    /** False when there is no microphone to answer with. */
    async answer(held: HeldLeg): Promise<boolean> {
      held.phase = 'connecting';
      changed();
      const mic = await microphone();
      if (mic === null) {
        held.phase = 'ringing';
        changed();
        return false;
      }
      held.microphone = mic;
      watch(held);
      held.leg.answer(mic);
      return true;
    },
    live(held: HeldLeg): void {
      held.phase = 'live';
      changed();
    },
    hear(held: HeldLeg, stream: MediaStream): void {
      held.speaker ??= openSpeaker(chosen().speaker);
      held.speaker.play(stream);
    },
    held(held: HeldLeg, isHeld: boolean): void {
      held.isHeld = isHeld;
      held.heldSince = isHeld ? Date.now() : null;
      changed();
    },
    mute(held: HeldLeg, muted: boolean): void {
      held.leg.mute(muted);
      held.asked?.leg.mute(muted);
      held.isMuted = muted;
      changed();
    },
    toned(held: HeldLeg, tone: string): void {
      held.tones = `${held.tones}${tone}`.slice(-32);
      changed();
    },
    counted(held: HeldLeg, quality: AudioQuality, counts: AudioCounts): void {
      held.quality = quality;
      held.counts = counts;
      changed();
    },
    remove(held: HeldLeg): void {
      quiet(held);
      // A leg that was replaced has given its place away already.
      if (legs.get(held.callId) === held) {
        legs.delete(held.callId);
        if (held.asked !== null) {
          held.asked.isSilent = true;
          held.asked.leg.end();
        }
      }
      changed();
    },
    devicesChosen(): void {
      for (const held of legs.values()) {
        for (const each of [held, ...(held.asked === null ? [] : [held.asked])]) {
          each.speaker?.by(chosen().speaker);
          if (each.microphone !== null) void takeMicrophone(each, chosen().microphone);
        }
      }
    },
    view: (): Readonly<Record<string, LegView>> =>
      Object.fromEntries(
        [...legs.values()].map((held) => [
          held.callId,
          {
            phase: held.phase,
            held: held.isHeld,
            muted: held.isMuted,
            heldSince: held.heldSince,
            tones: held.tones,
            consult:
              held.asked === null
                ? null
                : {
                    phase: held.asked.phase === 'live' ? ('live' as const) : ('calling' as const),
                    name: held.asked.name,
                  },
            quality: held.quality,
          },
        ]),
      ),
  };
}
