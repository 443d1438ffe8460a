import { describe, expect, it } from 'vitest';
import { causeOf } from '#renderer/data/phone/audio-holder.ts';
import { qualityOf } from '#renderer/data/phone/audio-quality.ts';

const counts = (received: number, sent: number, lost = 0, jitter = 0) => ({ received, sent, lost, jitter });

describe('the quality of a call in a word', () => {
  it('says nothing of the first count, nor while the customer waits', () => {
    expect(qualityOf(null, counts(0, 0), false).word).toBe('unknown');
    expect(qualityOf(counts(5, 5), counts(5, 5), true).word).toBe('unknown');
  });

  it('says that no sound is arriving, or that none leaves', () => {
    expect(qualityOf(counts(100, 100), counts(100, 200), false).word).toBe('deaf');
    expect(qualityOf(counts(100, 100), counts(200, 100), false).word).toBe('unheard');
  });

  it('calls it poor from one packet in twenty lost, good before', () => {
    expect(qualityOf(counts(0, 0), counts(94, 100, 6), false).word).toBe('poor');
    expect(qualityOf(counts(0, 0), counts(96, 100, 4), false).word).toBe('good');
  });
});

describe('why a call failed', () => {
  it('has the hub’s word for what SIP says', () => {
    expect(causeOf('Busy')).toBe('busy');
    expect(causeOf('No Answer')).toBe('no_answer');
    expect(causeOf('SIP Failure Code')).toBe('sip_failure_code');
  });
});
