import { describe, expect, it } from 'vitest';
import { momentAt, stopsOf } from '#renderer/desk/features/thread-view/scrubber-stops.ts';
import type { Moment } from '#shared/domain/moment.ts';

const CUSTOMER = '0190a000-0000-7000-8000-000000000001';
const moment = (minute: number, kind: Moment['kind']): Moment => {
  const at = new Date(Date.UTC(2026, 3, 1, 1, minute)).toISOString();
  const asOf = kind === 'handoff' ? { snapshot: { [CUSTOMER]: minute } } : { at };
  return { at, kind, item: { customerId: CUSTOMER, seq: minute }, asOf };
};

describe('[HO3] where the slider’s arrows stop', () => {
  it('at every handoff and change of owner once; of two at one instant, at the handoff', () => {
    const moments = [moment(1, 'owner'), moment(2, 'handoff'), moment(2, 'owner'), moment(3, 'owner')];
    expect(stopsOf(moments).map(({ asOf }) => ('snapshot' in asOf ? 'handoff' : 'owner'))).toEqual([
      'owner',
      'handoff',
      'owner',
    ]);
  });

  it('and between them at no change', () => {
    const moments = [moment(1, 'owner')];
    expect(momentAt(moments, { at: moments[0]?.at ?? '' })).toBe(moments[0]);
    expect(momentAt(moments, { at: '2026-04-01T01:01:30.000Z' })).toBeUndefined();
  });
});
