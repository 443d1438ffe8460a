/** Plays one stream by a chosen device. */
export type Speaker = {
  readonly play: (stream: MediaStream) => void;
  readonly by: (deviceId: string) => void;
  readonly stop: () => void;
};

export function openSpeaker(deviceId: string): Speaker {
  const element = new Audio();
  element.autoplay = true;
  const by = (id: string): void => {
    // A device that is gone leaves the one before; nothing to be done about it here.
    if (typeof element.setSinkId === 'function') element.setSinkId(id).catch(() => undefined);
  };
  by(deviceId);
  return {
    play(stream) {
      element.srcObject = stream;
      element.play().catch(() => undefined);
    },
    by,
    stop() {
      element.srcObject = null;
    },
  };
}

let loudness = (): number => 1;

/** How loud the telephone rings from now on, 0 to 1, asked for when it begins: quiet hours come and go. */
export function ringAt(now: () => number): void {
  loudness = now;
}

/** Japan's ring: 400 Hz, one second on and two off. Returns the way to silence it. */
export function ring(deviceId: string): () => void {
  const volume = loudness();
  if (volume <= 0) return () => undefined;
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const gain = context.createGain();
  gain.gain.value = 0;
  const tone = context.createOscillator();
  tone.frequency.value = 400;
  tone.connect(gain).connect(out);
  for (let n = 0; n < 40; n += 1) {
    gain.gain.setValueAtTime(0.12 * volume, context.currentTime + n * 3);
    gain.gain.setValueAtTime(0, context.currentTime + n * 3 + 1);
  }
  tone.start();
  const speaker = openSpeaker(deviceId);
  speaker.play(out.stream);
  return () => {
    speaker.stop();
    void context.close();
  };
}
