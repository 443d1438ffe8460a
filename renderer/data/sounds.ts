import type { AlertSound } from '#shared/ipc/alerts.ts';

/** One tone: hertz, when it begins and how long it lasts, seconds. */
type Tone = { readonly hertz: number; readonly at: number; readonly lasts: number };

/** Told apart with closed eyes: by height, by rhythm and by length. */
const TONES: Readonly<Record<Exclude<AlertSound, 'none'>, readonly Tone[]>> = {
  // Japan's ring, one turn of it.
  ring: [{ hertz: 400, at: 0, lasts: 1 }],
  chime: [
    { hertz: 660, at: 0, lasts: 0.18 },
    { hertz: 880, at: 0.2, lasts: 0.35 },
  ],
  knock: [
    { hertz: 180, at: 0, lasts: 0.07 },
    { hertz: 180, at: 0.16, lasts: 0.07 },
    { hertz: 180, at: 0.32, lasts: 0.07 },
  ],
  drop: [{ hertz: 1175, at: 0, lasts: 0.12 }],
};

const LOUDEST = 0.18;
/** Without it every tone begins and ends with a click. */
const FADE_S = 0.015;

/** Plays a sound once, `volume` 0 to 1. A machine that has no sound stays silent. */
export function playSound(sound: AlertSound, volume: number): void {
  if (sound === 'none' || volume <= 0 || typeof AudioContext === 'undefined') return;
  const tones = TONES[sound];
  const context = new AudioContext();
  for (const tone of tones) play(context, tone, volume * LOUDEST);
  const ends = Math.max(...tones.map(({ at, lasts }) => at + lasts));
  setTimeout(() => void context.close(), (ends + 0.5) * 1000);
}

function play(context: AudioContext, { hertz, at, lasts }: Tone, loudness: number): void {
  const begin = context.currentTime + at;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(loudness, begin + FADE_S);
  gain.gain.setValueAtTime(loudness, begin + lasts - FADE_S);
  gain.gain.linearRampToValueAtTime(0, begin + lasts);
  const oscillator = context.createOscillator();
  oscillator.frequency.value = hertz;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(begin + lasts);
}
