import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beat, EMPTY_BUFFER, type GapBuffer, receive, settle } from '#renderer/widget/sync/gap-buffer.ts';
import { added } from './items.ts';

const at = (version: number): GapBuffer => ({ place: { generation: 'g', version }, waiting: new Map() });

describe('the gap buffer', () => {
  it('[SY3] applies every version once and in order, however events come and wherever a snapshot stands', () => {
    const events = fc.integer({ min: 1, max: 30 }).chain((count) => {
      const versions = Array.from({ length: count }, (_, i) => i + 1);
      const doubled = fc.shuffledSubarray([...versions, ...versions], { minLength: count, maxLength: 2 * count });
      return fc.tuple(fc.constant(versions), doubled, fc.integer({ min: 0, max: count }));
    });
    fc.assert(
      fc.property(events, ([versions, arriving, snapshot]) => {
        let { buffer, ready } = settle(EMPTY_BUFFER, { generation: 'g', version: snapshot });
        const applied = ready.map(({ version }) => version);
        for (const version of arriving) {
          ({ buffer, ready } = receive(buffer, added(version)));
          applied.push(...ready.map((e) => e.version));
        }
        // What never came is closed by catching up: a snapshot of all there is.
        ({ buffer, ready } = settle(buffer, { generation: 'g', version: versions.length }));
        expect(ready).toEqual([]);
        expect(buffer.waiting.size).toBe(0);
        expect(applied).toEqual([...applied].sort((a, b) => a - b));
        expect(new Set(applied).size).toBe(applied.length);
        expect(applied.every((version) => version > snapshot)).toBe(true);
      }),
    );
  });

  it('keeps what comes before the first snapshot', () => {
    const early = receive(EMPTY_BUFFER, added(5));
    expect(early).toMatchObject({ ready: [], need: 'nothing' });
    expect(settle(early.buffer, { generation: 'g', version: 4 }).ready.map((e) => e.version)).toEqual([5]);
    expect(settle(early.buffer, { generation: 'g', version: 5 }).ready).toEqual([]);
  });

  it('[SY3] asks to catch up over a gap, and to reload for another generation', () => {
    expect(receive(at(3), added(5)).need).toBe('gap');
    expect(receive(at(3), added(4)).need).toBe('nothing');
    expect(receive(at(3), added(4, 'other')).need).toBe('reload');
  });

  it('[SY3] learns of a lost last event from a heartbeat', () => {
    expect(beat(at(3), { generation: 'g', version: 3 })).toBe('nothing');
    expect(beat(at(3), { generation: 'g', version: 4 })).toBe('gap');
    expect(beat(at(3), { generation: 'h', version: 3 })).toBe('reload');
    expect(beat(EMPTY_BUFFER, { generation: 'g', version: 9 })).toBe('nothing');
  });
});
