import { randomUUID } from 'node:crypto';
import Encoding from 'encoding-japanese';

type Mail = {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly messageId?: string;
  readonly date?: Date;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A plain mail of ours in UTF-8; every call has its own Message-ID. */
export function makeMail(mail: Mail = {}): string {
  const {
    from = '"佐藤 花子" <hanako@customer.example>',
    to = 'support@shop.example',
    subject = '注文について',
    text = 'いつ届きますか。',
    messageId = `<${randomUUID()}@customer.example>`,
    date = new Date(),
    headers = {},
  } = mail;
  const lines = [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `From: ${encodeHeader(from)}`,
    `To: ${to}`,
    `Subject: ${encodeWord(subject)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    'MIME-Version: 1.0',
    ...(headers['Content-Type'] === undefined ? ['Content-Type: text/plain; charset=utf-8'] : []),
    'Content-Transfer-Encoding: 8bit',
    '',
    text.replace(/\r?\n/g, '\r\n'),
    '',
  ];
  return lines.join('\r\n');
}

/** What our own server writes on top of a mail that passed DMARC. */
export const passed = (domain: string, authservId = 'mx.shop.example'): Record<string, string> => ({
  'Authentication-Results': `${authservId}; spf=pass smtp.mailfrom=${domain}; dkim=pass header.d=${domain}; dmarc=pass header.from=${domain}`,
});

const encodeWord = (text: string): string =>
  /^[ -~]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
const encodeHeader = (from: string): string =>
  from.replace(/^"([^"]*)"/, (_, name: string) => (/^[ -~]*$/.test(name) ? `"${name}"` : encodeWord(name)));

export type Charset = 'iso-2022-jp' | 'shift_jis' | 'euc-jp' | 'utf-8';
const ENCODINGS = { 'iso-2022-jp': 'JIS', shift_jis: 'SJIS', 'euc-jp': 'EUCJP', 'utf-8': 'UTF8' } as const;

/** Text in one of the charsets of Japanese mail. */
export const encode = (text: string, charset: Charset): Buffer =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: ENCODINGS[charset], from: 'UNICODE' }));

/** A mail as Japanese programs write them: head and body in one charset, the body as 7bit, 8bit or base64. */
export function makeJapaneseMail(
  charset: Charset,
  {
    subject,
    text,
    name,
    encoding = '8bit',
    declared = charset,
  }: {
    readonly subject: string;
    readonly text: string;
    readonly name: string;
    readonly encoding?: '8bit' | 'base64';
    /** What it says its charset is; null says nothing. */
    readonly declared?: string | null;
  },
): Buffer {
  const word = (words: string) => `=?${charset}?B?${encode(words, charset).toString('base64')}?=`;
  const body = encode(text, charset);
  const head = [
    `From: ${word(name)} <taro@customer.example>`,
    'To: support@shop.example',
    `Subject: ${word(subject)}`,
    'Date: Fri, 20 Nov 2026 10:00:00 +0900',
    `Message-ID: <${randomUUID()}@customer.example>`,
    'MIME-Version: 1.0',
    declared === null ? 'Content-Type: text/plain' : `Content-Type: text/plain; charset=${declared}`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    '',
  ].join('\r\n');
  return Buffer.concat([
    Buffer.from(head, 'latin1'),
    encoding === 'base64' ? Buffer.from(body.toString('base64')) : body,
  ]);
}
