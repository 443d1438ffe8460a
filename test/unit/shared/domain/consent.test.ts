import { describe, expect, it } from 'vitest';
import { type Consent, decidingConsent, optWord, standingConsents } from '#shared/domain/consent.ts';
import { smsLength } from '#shared/domain/sms-segments.ts';

const word = (channel: string, purpose: string, granted: boolean, since: string): Consent => ({
  channel,
  purpose,
  granted,
  since: `2026-11-${since}T00:00:00.000Z`,
});

describe('[PR2] which word decides', () => {
  it('is the newest of those about the purpose, the whole channel, or everything', () => {
    const all = word('all', 'all', false, '01');
    const sms = word('sms', 'service', true, '02');
    const later = word('sms', 'all', false, '03');
    expect(decidingConsent([all, sms], 'sms', 'service')).toBe(sms);
    expect(decidingConsent([sms, all, later], 'sms', 'service')).toBe(later);
    expect(decidingConsent([all, sms, later], 'line', 'service')).toBe(all);
    expect(decidingConsent([sms], 'sms', 'marketing')).toBeNull();
    expect(decidingConsent([], 'sms', 'service')).toBeNull();
  });
});

describe('[PR2] which words still stand', () => {
  it('leaves out those that a newer one about as much or more took the place of', () => {
    const mail = word('email', 'marketing', true, '01');
    const sms = word('sms', 'all', false, '02');
    const advertising = word('all', 'marketing', false, '03');
    const again = word('sms', 'marketing', true, '04');
    expect(standingConsents([again, advertising, sms, mail])).toEqual([again, advertising, sms]);
    expect(standingConsents([word('all', 'all', true, '05'), again, sms])).toHaveLength(1);
    expect(standingConsents([])).toEqual([]);
  });
});

describe('a message that is nothing but a stop or start word', () => {
  it.each(['STOP', 'stop.', 'ＳＴＯＰ', '停止', '「配信停止」', ' 配信 停止 。', 'unsubscribe'])('%s stops', (text) => {
    expect(optWord(text)).toBe('stop');
  });
  it.each(['START', '再開', '配信再開。'])('%s starts', (text) => {
    expect(optWord(text)).toBe('start');
  });
  it.each(['配信停止のやり方を教えてください', 'please stop by the store', '電源が停止します', '', '…'])(
    '%s is read by a person',
    (text) => {
      expect(optWord(text)).toBeNull();
    },
  );
});

describe('how long a text is as SMS', () => {
  it.each([
    ['', 'gsm7', 0, 0],
    ['a'.repeat(160), 'gsm7', 160, 1],
    ['a'.repeat(161), 'gsm7', 161, 2],
    ['€'.repeat(80), 'gsm7', 160, 1],
    ['€'.repeat(81), 'gsm7', 162, 2],
    ['あ'.repeat(70), 'ucs2', 70, 1],
    ['あ'.repeat(71), 'ucs2', 71, 2],
    ['あ'.repeat(135), 'ucs2', 135, 3],
    ['😀'.repeat(35), 'ucs2', 70, 1],
  ] as const)('%s', (text, encoding, units, segments) => {
    expect(smsLength(text)).toEqual({ encoding, units, segments });
  });
});
