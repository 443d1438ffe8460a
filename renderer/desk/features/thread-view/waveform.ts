/** Peaks of a recording, 0 to 1, one for each bar; the loudest is 1. */
export function peaksOf(samples: Float32Array, bars: number): number[] {
  const perBar = Math.max(1, Math.floor(samples.length / bars));
  const peaks: number[] = [];
  for (let bar = 0; bar < bars; bar += 1) {
    let peak = 0;
    // A peak of every eighth sample is one to the eye, and an hour is drawn at once.
    for (let at = bar * perBar; at < Math.min(samples.length, (bar + 1) * perBar); at += 8)
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    peaks.push(peak);
  }
  const loudest = Math.max(...peaks);
  return loudest === 0 ? peaks : peaks.map((peak) => peak / loudest);
}
