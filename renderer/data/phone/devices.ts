import { z } from 'zod';

export type Device = { readonly id: string; readonly label: string };

/** What one can speak into and hear by, and what is chosen; `''` is what the system takes. */
export type PhoneDevices = {
  readonly microphones: readonly Device[];
  readonly speakers: readonly Device[];
  readonly chosen: ChosenDevices;
};

const chosenSchema = z.object({ microphone: z.string(), speaker: z.string(), ringer: z.string() });
export type ChosenDevices = z.infer<typeof chosenSchema>;

export const NO_DEVICES: PhoneDevices = {
  microphones: [],
  speakers: [],
  chosen: { microphone: '', speaker: '', ringer: '' },
};

const KEY = 'tsunagi.phone.devices';

/** What was chosen on this machine. */
export function readChosen(storage: Storage = window.localStorage): ChosenDevices {
  try {
    return chosenSchema.parse(JSON.parse(storage.getItem(KEY) ?? 'null'));
  } catch {
    // Nothing kept, or damaged: the system's own.
    return NO_DEVICES.chosen;
  }
}

export function keepChosen(chosen: ChosenDevices, storage: Storage = window.localStorage): void {
  try {
    storage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // Full or refused; the choice holds until the window closes.
  }
}

/** What is plugged in now. Labels are empty until the microphone was allowed once. */
export async function listDevices(): Promise<Pick<PhoneDevices, 'microphones' | 'speakers'>> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((one) => one.kind === kind && one.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { microphones: of('audioinput'), speakers: of('audiooutput') };
}

export type MicrophoneFailure = 'no_microphone' | 'microphone_refused';

/** The microphone's sound; a chosen one that is not there any more gives way to the system's own. */
export async function openMicrophone(deviceId: string): Promise<MediaStream | MicrophoneFailure> {
  const clean = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    const id = deviceId === '' ? {} : { deviceId: { ideal: deviceId } };
    return await navigator.mediaDevices.getUserMedia({ audio: { ...clean, ...id } });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    return name === 'NotAllowedError' || name === 'SecurityError' ? 'microphone_refused' : 'no_microphone';
  }
}

/** How loud a stream is, 0 to 1, asked for as often as it is drawn. */
export function openMeter(stream: MediaStream): { readonly level: () => number; readonly close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      return Math.min(1, Math.sqrt(sum / samples.length) * 4);
    },
    close: () => void context.close(),
  };
}
