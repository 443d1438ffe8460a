const RATE = 8000;
const HEAD_BYTES = 44;

/** A sound with the shape of somebody who talks: syllables and pauses; 8 bit at the telephone's 8 kHz, one channel. */
export function speechWav(seconds: number): Buffer {
  const samples = Math.round(seconds * RATE);
  const wav = Buffer.alloc(HEAD_BYTES + samples);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(HEAD_BYTES - 8 + samples, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples, 40);
  for (let at = 0; at < samples; at += 1) {
    const time = at / RATE;
    const isPause = time % 3.7 > 3;
    const loud = isPause ? 0.03 : Math.abs(Math.sin(time * 9.1) * Math.sin(time * 2.3)) * 0.9 + 0.05;
    wav[HEAD_BYTES + at] = Math.round(128 + 120 * loud * Math.sin(time * 2 * Math.PI * 190));
  }
  return wav;
}
