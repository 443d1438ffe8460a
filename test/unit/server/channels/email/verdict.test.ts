import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { afterAll, describe, expect, it } from 'vitest';
import { createMailParser } from '#server/channels/email/parse/mail-parser.ts';
import { verdictOf } from '#server/channels/email/verdict.ts';
import { makeMail, passed } from '#test/support/mail-factory.ts';

const parser = createMailParser();
afterAll(() => parser.close());

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const records: Record<string, string[][]> = {
  'TXT s1._domainkey.customer.example': [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]],
  'TXT _dmarc.customer.example': [['v=DMARC1; p=reject']],
  'TXT s1._domainkey.evil.example': [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]],
  'TXT _dmarc.evil.example': [['v=DMARC1; p=none']],
  'TXT s1._domainkey.quiet.example': [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]],
};
const resolver = async (name: string, type: string) => {
  const found = records[`${type} ${name}`];
  if (found !== undefined) return found;
  throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
};

async function signed(raw: string, signingDomain: string): Promise<Buffer> {
  const { signatures } = await dkimSign(raw, {
    signingDomain,
    selector: 's1',
    privateKey,
    // Else the library asks the clock twice, and a signature made as a second ends is of another one than it says.
    signTime: new Date(),
    signatureData: [{ signingDomain, selector: 's1', privateKey }],
  });
  return Buffer.from(signatures + raw);
}
async function verdict(raw: Buffer, over: { authservId?: string; checkDns?: boolean } = {}) {
  const settings = { authservId: null, checkDns: true, trustReceived: false, ...over };
  return verdictOf(raw, (await parser.parse(raw)).mail, settings, resolver);
}
const from = (address: string) => makeMail({ from: `"佐藤" <${address}>` });

describe('who vouches for a sender, by DNS', () => {
  it('[CH4] passes a mail signed by the domain it says it is from', async () => {
    expect(await verdict(await signed(from('a@customer.example'), 'customer.example'))).toMatchObject({
      dkim: 'pass',
      dmarc: 'pass',
      summary: 'pass',
      domain: 'customer.example',
    });
  });

  it('fails one signed by another domain, changed, or not signed at all', async () => {
    expect(await verdict(await signed(from('a@customer.example'), 'evil.example'))).toMatchObject({
      dkim: 'pass',
      dmarc: 'fail',
      summary: 'fail',
    });
    const changed = (await signed(from('a@customer.example'), 'customer.example'))
      .toString('utf8')
      .replace('届きますか', '返金して');
    expect(await verdict(Buffer.from(changed))).toMatchObject({ dmarc: 'fail', summary: 'fail' });
    expect(await verdict(Buffer.from(from('a@customer.example')))).toMatchObject({ dkim: 'none', summary: 'fail' });
  });

  it('says nothing where the domain says nothing', async () => {
    expect(await verdict(await signed(from('a@quiet.example'), 'quiet.example'))).toMatchObject({
      dkim: 'pass',
      dmarc: 'none',
      summary: 'none',
    });
  });

  it('proves nothing for a head with two senders', async () => {
    const twice = makeMail({ from: 'a@customer.example' }).replace('Subject:', 'From: b@evil.example\r\nSubject:');
    for (const raw of [await signed(twice, 'customer.example'), await signed(twice, 'evil.example')]) {
      expect((await verdict(raw)).summary).not.toBe('pass');
    }
    const list = makeMail({ from: 'a@evil.example, b@customer.example' });
    expect((await verdict(await signed(list, 'evil.example'))).summary).not.toBe('pass');
  });

  it('does not ask about a thousand signatures', async () => {
    const raw = `${'DKIM-Signature: v=1; d=x.example; s=s\r\n'.repeat(1000)}${from('a@customer.example')}`;
    expect(await verdict(Buffer.from(raw))).toMatchObject({ dkim: 'permerror', summary: 'none' });
  });
});

describe('who vouches for a sender, by our own server', () => {
  const authservId = 'mx.shop.example';
  const told = (headers: Record<string, string>, sender = 'a@customer.example') =>
    verdict(Buffer.from(makeMail({ from: sender, headers })), { authservId });

  it('takes its word', async () => {
    expect(await told(passed('customer.example'))).toMatchObject({
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'pass',
      summary: 'pass',
    });
  });

  it('[CH4] takes nobody else’s, and not its own about another domain', async () => {
    expect((await told(passed('customer.example', 'mx.evil.example'))).summary).toBe('none');
    expect((await told(passed('customer.example', 'mx.shop.example.evil.example'))).summary).toBe('none');
    expect((await told(passed('evil.example'))).summary).toBe('fail');
    const comment = `${authservId} (dmarc=pass header.from=customer.example); dmarc=fail header.from=customer.example`;
    expect((await told({ 'Authentication-Results': comment })).summary).toBe('fail');
  });

  it('takes the newest of several: one that the sender put in stands below', async () => {
    const forged = makeMail({ from: 'a@customer.example', headers: passed('customer.example') });
    const raw = `Authentication-Results: ${authservId}; dmarc=fail header.from=customer.example\r\n${forged}`;
    expect((await verdict(Buffer.from(raw), { authservId })).summary).toBe('fail');
  });
});
