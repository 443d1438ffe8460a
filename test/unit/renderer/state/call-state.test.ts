import { describe, expect, it } from 'vitest';
import {
  callChanged,
  callsLoaded,
  callsToWrapUp,
  NO_CALLS,
  ownCalls,
  ringingCalls,
} from '#renderer/state/call-state.ts';
import type { Call } from '#shared/domain/call.ts';

const ME = 'me';
const call = (id: string, rest: Partial<Call> = {}): Call => ({
  id,
  customerId: 'c',
  customerName: 'James Li',
  adapter: 'sip',
  media: 'softphone',
  direction: 'in',
  state: 'ringing',
  anonymous: false,
  numberVerified: false,
  startedAt: '2026-01-05T01:00:00.000Z',
  ringingAt: [ME],
  parts: [],
  recorded: false,
  recordingPaused: false,
  ...rest,
});
const meAgent = { type: 'agent', id: ME, name: 'Aoyama' } as const;

describe('the calls of an agent', () => {
  it('ring until somebody takes them, and are gone for the others', () => {
    const ringing = callChanged(NO_CALLS, call('1'), ME);
    expect(ringingCalls(ringing, ME)).toHaveLength(1);
    const other = { type: 'agent', id: 'other', name: 'Kimura' } as const;
    expect(callChanged(ringing, call('1', { ringingAt: [], answering: other }), ME).size).toBe(0);
  });

  it('stay after the end only while they wait for note and outcome', () => {
    const ended = call('1', {
      state: 'ended',
      ringingAt: [],
      agent: meAgent,
      wrapUp: { due: '2026-01-05T01:05:00.000Z' },
    });
    const state = callChanged(NO_CALLS, ended, ME);
    expect(callsToWrapUp(state, ME)).toHaveLength(1);
    const { wrapUp: _, ...done } = ended;
    expect(callChanged(state, done, ME).size).toBe(0);
  });

  it('are in the order they came in', () => {
    const late = call('2', { startedAt: '2026-01-05T01:01:00.000Z' });
    const state = callChanged(callChanged(NO_CALLS, late, ME), call('1'), ME);
    expect(ringingCalls(state, ME).map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('asked for anew, are not put back to what they were before what was heard meanwhile', () => {
    const mine = call('1', { state: 'active', ringingAt: [], agent: meAgent });
    const state = callsLoaded(callChanged(NO_CALLS, mine, ME), [call('1'), call('2')], new Set(['1']));
    expect(ownCalls(state, ME).map(({ id }) => id)).toEqual(['1']);
    expect(ringingCalls(state, ME).map(({ id }) => id)).toEqual(['2']);
  });

  it('asked for anew, are gone when the hub has them no more', () => {
    expect(callsLoaded(callChanged(NO_CALLS, call('1'), ME), [], new Set()).size).toBe(0);
  });
});
