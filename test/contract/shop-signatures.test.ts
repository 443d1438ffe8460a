import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { bodySignature, isSignedBody } from '#server/channels/shop/body-signature.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';

/** RFC 4231, test case 2, in the form that both shops use. */
const RFC = {
  key: 'Jefe',
  data: 'what do ya want for nothing?',
  hex: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
};

it('[CH2] a shop’s signature is base64 of HMAC-SHA256 over the raw bytes (RFC 4231)', () => {
  const header = Buffer.from(RFC.hex, 'hex').toString('base64');
  expect(bodySignature(RFC.key, Buffer.from(RFC.data))).toBe(header);
  expect(isSignedBody(header, Buffer.from(RFC.data), [RFC.key])).toBe(true);
  expect(isSignedBody(RFC.hex, Buffer.from(RFC.data), [RFC.key])).toBe(false);
});

it('[CH2] both secrets are good while one rotates, and none is no secret at all', () => {
  const raw = Buffer.from('{"id":1}');
  const former = createHmac('sha256', 'former').update(raw).digest('base64');
  expect(isSignedBody(former, raw, ['new', 'former'])).toBe(true);
  expect(isSignedBody(former, raw, ['new', undefined])).toBe(false);
  expect(isSignedBody(createHmac('sha256', '').update(raw).digest('base64'), raw, [undefined, ''])).toBe(false);
  expect(isSignedBody(undefined, raw, ['new'])).toBe(false);
});

it('[CH2] 10,000 flipped bits in body or signature are refused', () => {
  const random = seededRandom(4231);
  const raw = Buffer.from(JSON.stringify({ id: '820982911946154508', name: '#W9999', note: '佐藤様' }));
  const header = bodySignature('secret', raw);
  let accepted = 0;
  for (let i = 0; i < 10_000; i++) {
    const inBody = i % 2 === 0;
    const bytes = Buffer.from(inBody ? raw : Buffer.from(header));
    const at = random.int(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
    const isRight = inBody
      ? isSignedBody(header, bytes, ['secret'])
      : isSignedBody(bytes.toString('latin1'), raw, ['secret']);
    if (isRight) accepted++;
  }
  expect(accepted).toBe(0);
});
