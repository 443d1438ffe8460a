import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isOurToken, replyAddress, replyToken, tokensIn } from '#server/channels/email/reply-token.ts';

const key = randomBytes(32);
const reply = { conversationNumber: 12345, conversationId: randomUUID(), recipient: 'hanako@customer.example' };
const template = 'support+{token}@shop.example';

describe('reply addresses', () => {
  it('[CH4] carry 128 bits for one recipient and one conversation, in letters that no server changes', () => {
    const token = replyToken(key, reply);
    expect(token).toMatch(/^12345x[a-z2-7]{26}$/);
    expect(isOurToken(key, token, reply)).toBe(true);
    expect(isOurToken(key, token, { ...reply, recipient: 'other@customer.example' })).toBe(false);
    expect(isOurToken(key, token, { ...reply, conversationId: randomUUID() })).toBe(false);
    expect(isOurToken(key, token, { ...reply, conversationNumber: 12346 })).toBe(false);
    expect(isOurToken(randomBytes(32), token, reply)).toBe(false);
    expect(replyAddress(template, token).split('@')[0]?.length).toBeLessThanOrEqual(64);
  });

  it('[CH4] refuses every change of a bit, ten thousand times', () => {
    const token = Buffer.from(replyToken(key, reply));
    let accepted = 0;
    for (let n = 0; n < 10_000; n += 1) {
      const changed = Buffer.from(token);
      const at = n % (token.length * 8);
      const byte = Math.floor(at / 8);
      changed[byte] = (changed[byte] ?? 0) ^ (1 << (at % 8));
      if (n >= token.length * 8) {
        const second = Math.floor(Math.random() * token.length);
        if (second !== byte) changed[second] = (changed[second] ?? 0) ^ (1 << (n % 7));
      }
      const read = changed.toString('latin1');
      if (isOurToken(key, read, reply)) accepted += 1;
    }
    expect(accepted).toBe(0);
  });

  it('are found by their template, in any case, and nowhere else', () => {
    const token = replyToken(key, reply);
    const address = replyAddress(template, token);
    expect(tokensIn(template, ['x@y.example', address.toUpperCase()])).toEqual([token]);
    expect(
      tokensIn(template, [address.replace('@shop', '@evil'), 'support+@shop.example', 'support+1x@shop.example']),
    ).toEqual([]);
  });
});
