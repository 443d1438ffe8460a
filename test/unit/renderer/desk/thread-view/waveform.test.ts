import { describe, expect, it } from 'vitest';
import { peaksOf } from '#renderer/desk/features/thread-view/waveform.ts';

describe('the waveform of a recording', () => {
  it('has as many bars as asked for, the loudest of them whole', () => {
    const samples = new Float32Array(800).fill(0.1).fill(0.5, 400);
    expect(peaksOf(samples, 4)).toEqual([0.2, 0.2, 1, 1].map((peak) => expect.closeTo(peak, 5)));
  });

  it('draws silence as silence, and a recording shorter than its bars', () => {
    expect(peaksOf(new Float32Array(100), 3)).toEqual([0, 0, 0]);
    expect(peaksOf(new Float32Array(2), 4)).toHaveLength(4);
  });
});
