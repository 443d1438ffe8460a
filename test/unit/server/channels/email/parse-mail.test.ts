import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MailLimitError } from '#server/channels/email/parse/limits.ts';
import { createMailParser } from '#server/channels/email/parse/mail-parser.ts';
import { type Charset, makeJapaneseMail, makeMail } from '#test/support/mail-factory.ts';

const parser = createMailParser();
afterAll(() => parser.close());
const read = async (raw: string | Buffer) => (await parser.parse(Buffer.from(raw as string))).mail;
const failure = (raw: string) =>
  parser.parse(Buffer.from(raw)).then(
    () => 'read',
    (error: unknown) => (error instanceof MailLimitError ? error.code : error),
  );

const python = ['3.11', '3.12', '3.13']
  .map((version) => `/usr/lib/python${version}/test/test_email/data`)
  .find((folder) => {
    try {
      return readdirSync(folder).length > 0;
    } catch {
      return false; // another release
    }
  });

describe('mail of others', () => {
  it('[CH4] reads all messages of Debian’s Python test suite and loses the words of none', async () => {
    if (python === undefined)
      throw new Error(
        'no mails of Python’s test suite: expected Debian’s libpython3.11-testsuite, which `npm test` installs',
      );
    const files = readdirSync(python).filter((name) => /^msg_\d+a?\.txt$/.test(name));
    expect(files.length).toBeGreaterThanOrEqual(47);
    for (const name of files) {
      const raw = readFileSync(join(python, name));
      const mail = await read(raw);
      const body = raw.toString('latin1').replace(/\r\n/g, '\n').split('\n\n').slice(1).join('\n\n');
      const words = body.replace(/^(?:--.*|[\w-]+:.*|[ \t].*)$/gm, '').trim();
      const isEmpty = mail.text === '' && mail.html === null && mail.attachments.length === 0;
      expect({ name, lost: isEmpty && words !== '' }).toEqual({ name, lost: false });
    }
  });

  it('finds the text of a mail whose parts nobody can find', async () => {
    const raw = 'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="X"\r\n\r\nno boundary here at all';
    expect(await read(raw)).toMatchObject({
      text: 'no boundary here at all',
      problems: expect.arrayContaining(['structure_unreadable']),
    });
  });
});

describe('Japanese mail', () => {
  const text = 'お世話になっております。①注文番号 TS-20414 の件です。㈱珈琲店 髙橋様、〜よろしく。';
  const plain = 'いつもありがとうございます。注文した商品がまだ届きません。ｶﾀｶﾅ';
  for (const charset of ['iso-2022-jp', 'shift_jis', 'euc-jp', 'utf-8'] satisfies Charset[]) {
    for (const encoding of ['8bit', 'base64'] as const) {
      it(`reads ${charset} as ${encoding}`, async () => {
        const words = charset === 'iso-2022-jp' ? plain : `${plain} ①㈱`;
        const mail = await read(
          makeJapaneseMail(charset, { subject: '商品の件', name: '山田 太郎', text: words, encoding }),
        );
        expect(mail).toMatchObject({ subject: '商品の件', from: { name: '山田 太郎' }, text: words });
      });
    }
    if (charset !== 'utf-8') {
      it(`finds out that it is ${charset} where it does not say, or says wrongly`, async () => {
        for (const declared of [null, 'us-ascii', 'utf-8', 'x-unknown']) {
          const mail = await read(makeJapaneseMail(charset, { subject: '件名', name: '山田', text: plain, declared }));
          expect({ declared, text: mail.text }).toEqual({ declared, text: plain });
        }
      });
    }
  }

  it('reads raw bytes in headers', async () => {
    const head = Buffer.from('From: "', 'latin1');
    const { encode } = await import('#test/support/mail-factory.ts');
    for (const charset of ['shift_jis', 'euc-jp', 'iso-2022-jp'] as const) {
      const raw = Buffer.concat([
        head,
        encode('鈴木さん', charset),
        Buffer.from('" <s@b.example>\r\nSubject: '),
        encode('こんにちは、注文の件です', charset),
        Buffer.from('\r\n\r\nbody'),
      ]);
      expect(await read(raw)).toMatchObject({ subject: 'こんにちは、注文の件です', from: { name: '鈴木さん' } });
    }
  });

  it('reads half-width kana behind SO and SI, and NEC’s special characters', async () => {
    const body = Buffer.concat([
      Buffer.from('From: a@b.example\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\nABC '),
      Buffer.from([0x0e, 0x36, 0x40, 0x36, 0x45, 0x0f]),
      Buffer.from(' \x1b$B-!-j\x1b(B end', 'latin1'),
    ]);
    expect((await read(body)).text).toBe('ABC ｶﾀｶﾅ ①㈱ end');
  });

  it('reads names by RFC 2047 and RFC 2231', async () => {
    const raw = [
      'From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <y@b.example>',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      "Content-Disposition: attachment; filename*0*=UTF-8''%E8%AB%8B%E6%B1%82; filename*1*=%E6%9B%B8.pdf",
      '',
      'x',
      '--b',
      'Content-Disposition: attachment; filename="=?UTF-8?B?5YaZ55yfLnBuZw==?="',
      '',
      'y',
      '--b--',
    ].join('\r\n');
    const mail = await read(raw);
    expect(mail.from?.name).toBe('山田');
    expect(mail.attachments.map(({ name }) => name)).toEqual(['請求書.pdf', '写真.png']);
  });

  it('keeps the text for the next mail after one it mended', async () => {
    expect((await read(makeMail({ text }))).text).toBe(text);
  });
});

describe('the limits of one mail', () => {
  it('[CH4] refuses too many parts, too deep ones and too much, and reads the next mail all the same', async () => {
    const part = '--b\r\n\r\nx\r\n';
    const many = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(50_000)}--b--`;
    expect(await failure(many)).toBe('too_many_parts');
    let deep = '';
    for (let n = 0; n < 80; n += 1) deep += `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`;
    expect(await failure(`${deep}\r\nx`)).toBe('too_deep');
    expect(await failure(`Subject: x\r\n\r\n${'x'.repeat(26 * 1024 * 1024)}`)).toBe('too_large');
    expect(await failure('Content-Type: message/rfc822\r\n\r\n'.repeat(100))).toBe('too_deep');
    expect((await read(makeMail({ subject: 'next' }))).subject).toBe('next');
  });

  it('[CH4] ends a thread that takes too long or breaks, and reads the next mail in a new one', async () => {
    const strict = createMailParser({ wallMs: 1, memoryMb: 256 });
    const raw = Buffer.from(makeMail({ headers: { 'Content-Type': 'text/html' }, text: '<p>a</p>'.repeat(40_000) }));
    await expect(strict.parse(raw)).rejects.toMatchObject({ code: 'too_slow' });
    await strict.close();
    const small = createMailParser({ wallMs: 20_000, memoryMb: 16 });
    await expect(small.parse(Buffer.from(makeMail({ text: 'x\n'.repeat(5_000_000) })))).rejects.toBeDefined();
    await small.close();
  });

  it('shows the text of HTML that is too long or too deep to clean', async () => {
    const html = (body: string) => `From: a@b.example\r\nContent-Type: text/html\r\n\r\n${body}`;
    const long = await read(html(`<p>hello</p>${' '.repeat(1_100_000)}`));
    expect(long).toMatchObject({ html: null, problems: expect.arrayContaining(['html_too_large']) });
    expect(long.text).toContain('hello');
    const deep = await read(html(`${'<div>'.repeat(20_000)}deep`));
    expect(deep).toMatchObject({ html: null, text: expect.stringContaining('deep') });
  });
});

describe('what a mail is about', () => {
  it('[PR4] keeps card numbers out of the source it keeps, however they are encoded', async () => {
    const text = 'My card is 4111 1111 1111 1111, thanks.';
    for (const [encoding, body] of [
      ['8bit', text],
      ['base64', Buffer.from(text).toString('base64')],
      ['quoted-printable', text.replace('1111 1111', '1111=201111')],
    ]) {
      const raw = `From: a@b.example\r\nSubject: 4111111111111111\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
      const { source } = await parser.parse(Buffer.from(raw));
      const kept = Buffer.from(source).toString('latin1');
      expect(kept).not.toContain('1111 1111 1111');
      expect(kept).not.toContain('4111111111111111');
      const again = await read(Buffer.from(source));
      expect(again.text).toBe('My card is •••• 1111, thanks.');
    }
    const harmless = Buffer.from(makeMail());
    expect(Buffer.from((await parser.parse(harmless)).source)).toEqual(harmless);
  });

  it('knows machines: bounces, absences, lists, mailings', async () => {
    const kind = async (headers: Record<string, string>, subject = 'x', from = 'a@b.example') => {
      const { automatic, mayAutoAnswer, quiet } = await read(makeMail({ headers, subject, from }));
      return [automatic, mayAutoAnswer, quiet];
    };
    expect(await kind({})).toEqual([null, true, false]);
    expect(await kind({ 'Auto-Submitted': 'auto-replied' }, '自動応答: 不在にしております')).toEqual([
      'out_of_office',
      false,
      true,
    ]);
    expect(await kind({ 'Auto-Submitted': 'auto-replied' }, 'We have got your mail')).toEqual([
      'auto_reply',
      false,
      true,
    ]);
    expect(await kind({ 'Auto-Submitted': 'auto-generated' }, 'A form was sent')).toEqual(['auto_reply', false, false]);
    expect(await kind({ 'List-Id': '<l.example>' })).toEqual(['list', false, true]);
    expect(await kind({ Precedence: 'bulk' })).toEqual(['bulk', false, true]);
    expect(await kind({ 'Return-Path': '<>' }, 'Returned mail', 'MAILER-DAEMON@b.example')).toEqual([
      'bounce',
      false,
      true,
    ]);
    expect(await kind({ 'X-Auto-Response-Suppress': 'All' })).toEqual([null, false, false]);
  });

  it('reads what came back, and why', async () => {
    const report = [
      'From: MAILER-DAEMON@mx.example',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
      '',
      '--r',
      '',
      'Sorry.',
      '--r',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; gone@customer.example',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
      '--r',
      'Content-Type: message/rfc822',
      '',
      'Message-ID: <ours@shop.example>',
      'Subject: hello',
      '',
      'text',
      '--r--',
    ].join('\r\n');
    expect((await read(report)).bounce).toEqual({
      failed: true,
      recipient: 'gone@customer.example',
      status: '5.1.1',
      diagnostic: '550 5.1.1 User unknown',
      originalMessageId: '<ours@shop.example>',
    });
    expect((await read(report.replace('failed', 'delayed').replace('5.1.1\r', '4.4.1\r'))).bounce?.failed).toBe(false);
  });

  it('takes everything in a header for hostile text', async () => {
    const mail = await read('From: "a\u202egnp.exe" <a@b.example>\r\nSubject: =?UTF-8?Q?line=0D=0ABcc:=20x?=\r\n\r\nx');
    expect(mail.from?.name).toBe('agnp.exe');
    expect(mail.subject).toBe('line Bcc: x');
  });
});
