import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Connection, HookRequest } from '#server/channels/provider.ts';
import { isFromTwilio, twilioSignature } from '#server/channels/twilio-signature.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';

// The vector that Twilio publishes with its client libraries.
const TOKEN = '12345';
const ADDRESS = 'https://mycompany.com/myapp.php';
const SIGNATURE = '0/KCTR6DLpKmkAf8muzZqo1nDgQ=';
const PARAMS = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+12349013030',
  Digits: '1234',
  From: '+12349013030',
  To: '+18005551212',
};

const connection = (secrets: Record<string, string>, hookUrl: string | null = ADDRESS): Connection => ({
  id: 'c',
  channel: 'phone',
  adapter: 'twilio_voice',
  name: '',
  teamId: null,
  settings: {},
  secrets,
  pathToken: 't',
  hookUrl,
  state: 'active',
  cursor: {},
  updatedAt: new Date(0),
});

const request = (over: Partial<HookRequest> = {}): HookRequest => ({
  method: 'POST',
  rawBody: Buffer.from(new URLSearchParams(PARAMS).toString()),
  headers: { 'x-twilio-signature': SIGNATURE, host: 'evil.example' },
  query: { foo: '1', bar: '2' },
  contentType: 'application/x-www-form-urlencoded; charset=utf-8',
  pathAndQuery: '/hooks/twilio_voice/t?foo=1&bar=2',
  ...over,
});

const right = connection({ authToken: TOKEN });

describe('[CH2] the signature of telephony webhooks', () => {
  it('accepts the published vector, over the configured address and not the Host header', () => {
    expect(twilioSignature(TOKEN, `${ADDRESS}?foo=1&bar=2`, new URLSearchParams(PARAMS))).toBe(SIGNATURE);
    expect(isFromTwilio(right, request())).toBe(true);
    expect(isFromTwilio(connection({ authToken: TOKEN }, 'https://mycompany.com:443/myapp.php'), request())).toBe(true);
    expect(isFromTwilio(connection({ authToken: TOKEN }, 'https://evil.example/myapp.php'), request())).toBe(false);
  });

  it('accepts the former token while one rotates, and nothing without a token or a public address', () => {
    expect(isFromTwilio(connection({ authToken: 'new', 'authToken:former': TOKEN }), request())).toBe(true);
    expect(isFromTwilio(connection({}), request())).toBe(false);
    expect(isFromTwilio(connection({ authToken: '' }), request())).toBe(false);
    expect(isFromTwilio(connection({ authToken: TOKEN }, null), request())).toBe(false);
    expect(isFromTwilio(right, request({ headers: {} }))).toBe(false);
  });

  it('accepts a JSON body by its SHA-256 in the address, and no other body', () => {
    const rawBody = Buffer.from('{"status":"completed"}');
    const bodySHA256 = createHash('sha256').update(rawBody).digest('hex');
    const pathAndQuery = `/hooks/twilio_voice/t?bodySHA256=${bodySHA256}`;
    const signature = twilioSignature(TOKEN, `${ADDRESS}?bodySHA256=${bodySHA256}`, new URLSearchParams());
    const json = { pathAndQuery, query: { bodySHA256 }, contentType: 'application/json' };
    const headers = { 'x-twilio-signature': signature };
    expect(isFromTwilio(right, request({ ...json, headers, rawBody }))).toBe(true);
    expect(isFromTwilio(right, request({ ...json, headers, rawBody: Buffer.from('{"status":"failed"}') }))).toBe(false);
  });

  it('refuses 10,000 calls with one bit flipped in the body, the address or the signature', () => {
    const random = seededRandom(20_261_122);
    const good = request();
    let accepted = 0;
    for (let n = 0; n < 10_000; n++) {
      const part = random.pick(['body', 'address', 'signature'] as const);
      const bytes = Buffer.from(
        { body: good.rawBody.toString(), address: good.pathAndQuery, signature: SIGNATURE }[part],
      );
      const low = part === 'address' ? good.pathAndQuery.indexOf('?') + 1 : 0;
      const at = low + Math.floor(random.next() * (bytes.length - low));
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random.next() * 7));
      const flipped = {
        body: { rawBody: bytes },
        address: { pathAndQuery: bytes.toString('latin1') },
        signature: { headers: { 'x-twilio-signature': bytes.toString('latin1') } },
      }[part];
      // Another way of writing the same fields is no other call.
      const same =
        part === 'body' && new URLSearchParams(bytes.toString()).toString() === new URLSearchParams(PARAMS).toString();
      if (!same && isFromTwilio(right, request(flipped))) accepted += 1;
    }
    expect(accepted).toBe(0);
  });
});
