import { describe, expect, it } from 'vitest';
import { reachWord, stopWord } from '#renderer/desk/features/customer-panel/use-reach.ts';
import type { Reach } from '#shared/domain/consent.ts';

const way = (channel: Reach['channel'], ...codes: readonly [code: string, stops: boolean][]): Reach => ({
  channel,
  reachable: !codes.some(([, stops]) => stops),
  reasons: codes.map(([code, stops]) => ({ code, stops })),
});

describe('the word beside a contact point', () => {
  it('is friend or reachable where any way by it is open', () => {
    expect(reachWord([way('line', ['friend', false])])).toBe('friend');
    expect(reachWord([way('phone'), way('sms', ['consent_withdrawn', true])])).toBe('reachable');
  });

  it('leaves it to the panel where it is open but not checked, or nobody connected its channels', () => {
    expect(reachWord([way('email', ['unverified', false])])).toBeNull();
    expect(reachWord([way('email', ['not_connected', true])])).toBeNull();
    expect(reachWord([])).toBeNull();
  });

  it('is what stops it, in the first place what the customer did and not that a channel is missing', () => {
    expect(reachWord([way('line', ['blocked', true])])).toBe('blocked');
    expect(reachWord([way('phone', ['not_connected', true]), way('sms', ['opted_out', true])])).toBe('opted_out');
    expect(stopWord(way('whatsapp', ['something_new', true]))).toBe('unreachable');
  });
});
