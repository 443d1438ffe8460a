import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFromLine } from '#server/channels/line/line.provider.ts';
import type { Connection } from '#server/channels/provider.ts';
import { smsProvider } from '#server/channels/sms/sms.provider.ts';
import { isFromMeta, whatsappProvider } from '#server/channels/whatsapp/whatsapp.provider.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';

const connection = (secrets: Record<string, string>, hookUrl: string | null = null): Connection => ({
  id: 'c',
  channel: 'line',
  adapter: 'x',
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

const BODY = '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[],"words":"ありがとう 😀"}';

/** As the providers' documents say it: over the raw bytes, in the encoding of each. */
const SCHEMES = {
  line: {
    secret: 'channelSecret',
    header: 'x-line-signature',
    sign: (key: string, raw: Buffer) => createHmac('sha256', key).update(raw).digest('base64'),
    verify: isFromLine,
  },
  whatsapp: {
    secret: 'appSecret',
    header: 'x-hub-signature-256',
    sign: (key: string, raw: Buffer) => `sha256=${createHmac('sha256', key).update(raw).digest('hex')}`,
    verify: isFromMeta,
  },
};

describe.each(Object.entries(SCHEMES))('[CH2] the signature of %s', (_name, { secret, header, sign, verify }) => {
  const raw = Buffer.from(BODY);
  const key = '8c570fa6dd201bb328f1c1eac23a96d8';
  const signature = sign(key, raw);
  const right = connection({ [secret]: key });
  const ask = (rawBody: Buffer, given: string | undefined, of = right) =>
    verify(of, { rawBody, headers: given === undefined ? {} : { [header]: given } });

  it('is accepted over the raw bytes, with the new secret or the former one', () => {
    expect(ask(raw, signature)).toBe(true);
    expect(ask(raw, signature, connection({ [secret]: 'new', [`${secret}:former`]: key }))).toBe(true);
    expect(ask(raw, sign('new', raw), connection({ [secret]: 'new', [`${secret}:former`]: key }))).toBe(true);
  });

  it('is refused without a secret, without a header, empty, cut, and under an empty secret', () => {
    expect(ask(raw, signature, connection({}))).toBe(false);
    expect(ask(raw, sign('', raw), connection({ [secret]: '' }))).toBe(false);
    expect(ask(raw, undefined)).toBe(false);
    for (const given of ['', signature.slice(0, -1), `${signature} `, signature.toUpperCase()])
      expect(ask(raw, given)).toBe(false);
  });

  it('is refused for 10,000 calls with one bit flipped', () => {
    const random = seededRandom(20_261_122);
    let accepted = 0;
    for (let n = 0; n < 10_000; n++) {
      const part = random.pick(['body', 'signature'] as const);
      const bytes = Buffer.from(part === 'body' ? raw : Buffer.from(signature));
      const at = random.int(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
      const isAccepted = part === 'body' ? ask(bytes, signature) : ask(raw, bytes.toString('latin1'));
      if (isAccepted) accepted += 1;
    }
    expect(accepted).toBe(0);
  });
});

it('[CH2] text messages are checked by the published vector of their provider', () => {
  const params = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  };
  const request = {
    method: 'POST' as const,
    rawBody: Buffer.from(new URLSearchParams(params).toString()),
    headers: { 'x-twilio-signature': '0/KCTR6DLpKmkAf8muzZqo1nDgQ=' },
    query: { foo: '1', bar: '2' },
    contentType: 'application/x-www-form-urlencoded',
    pathAndQuery: '/hooks/twilio_sms/t?foo=1&bar=2',
  };
  const of = connection({ authToken: '12345' }, 'https://mycompany.com/myapp.php');
  expect(smsProvider.webhook?.verify(of, request)).toBe(true);
  expect(smsProvider.webhook?.verify(of, { ...request, rawBody: Buffer.from('From=%2B1') })).toBe(false);
});

it('[CH2] an address is confirmed to Meta only with the verify token', () => {
  const of = connection({ verifyToken: 'let me in' });
  const ask = (query: Record<string, string>) =>
    whatsappProvider.webhook?.challenge?.(of, {
      method: 'GET',
      rawBody: Buffer.alloc(0),
      headers: {},
      query,
      contentType: '',
      pathAndQuery: '',
    });
  const good = { 'hub.mode': 'subscribe', 'hub.verify_token': 'let me in', 'hub.challenge': '1158201444' };
  expect(ask(good)).toMatchObject({ status: 200, body: '1158201444' });
  expect(ask({ ...good, 'hub.verify_token': 'let me' })).toBeNull();
  expect(ask({ ...good, 'hub.mode': 'unsubscribe' })).toBeNull();
});
