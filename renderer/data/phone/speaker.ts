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

/** Japan's ring: 400 Hz, one second on and two off. Returns the way to silence it. */
export function ring(deviceId: string): () => void {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const gain = context.createGain();
  gain.gain.value = 0;
  const tone = context.createOscillator();
  tone.frequency.value = 400;
  tone.connect(gain).connect(out);
  for (let n = 0; n < 40; n += 1) {
    gain.gain.setValueAtTime(0.12, context.currentTime + n * 3);
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
