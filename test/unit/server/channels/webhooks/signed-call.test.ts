import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { isSignedCall, signCall } from '#server/channels/webhooks/signed-call.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const RAW = Buffer.from(JSON.stringify({ events: [{ id: 'R-1001', type: 'purchase', store: '銀座店' }] }));
const SECRET = 'the secret of a till, long enough';

it('[CH2] is HMAC-SHA256 over the time, a dot and the raw body, as openssl makes it', () => {
  const seconds = String(NOW.getTime() / 1000);
  const hex = createHmac('sha256', SECRET)
    .update(Buffer.concat([Buffer.from(`${seconds}.`), RAW]))
    .digest('hex');
  expect(signCall(SECRET, RAW, NOW)).toBe(`t=${seconds},v1=${hex}`);
  expect(isSignedCall(`t=${seconds}, v1=00, v1=${hex}`, RAW, [SECRET], NOW)).toBe(true);
});

it('[CH2] 10,000 flipped bits in body or signature are refused', () => {
  const random = seededRandom(300);
  const header = Buffer.from(signCall(SECRET, RAW, NOW));
  let accepted = 0;
  for (let i = 0; i < 10_000; i++) {
    const inBody = i % 2 === 0;
    const bytes = Buffer.from(inBody ? RAW : header);
    const at = random.int(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
    const isRight = inBody
      ? isSignedCall(header.toString('latin1'), bytes, [SECRET], NOW)
      : isSignedCall(bytes.toString('latin1'), RAW, [SECRET], NOW);
    if (isRight) accepted++;
  }
  expect(accepted).toBe(0);
});

it('[CH2] is good for five minutes either way, for both secrets while one rotates, and for none without a secret', () => {
  const header = signCall(SECRET, RAW, NOW);
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  expect([-301, -300, 300, 301].map((s) => isSignedCall(header, RAW, [SECRET], at(s)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isSignedCall(header, RAW, ['the new one', SECRET], NOW)).toBe(true);
  expect(isSignedCall(header, RAW, ['the new one', undefined], NOW)).toBe(false);
  expect(isSignedCall(signCall('', RAW, NOW), RAW, ['', undefined], NOW)).toBe(false);
  expect(isSignedCall(undefined, RAW, [SECRET], NOW)).toBe(false);
});
