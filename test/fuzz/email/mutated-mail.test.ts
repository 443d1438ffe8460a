import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MailLimitError } from '#server/channels/email/parse/limits.ts';
import { createMailParser } from '#server/channels/email/parse/mail-parser.ts';
import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import { makeJapaneseMail, makeMail } from '#test/support/mail-factory.ts';

const MUTATIONS = 20_000;
const SEED = 20261122;

const parser = createMailParser();
afterAll(() => parser.close());

/** Mails of every kind to start from: Debian's, Japanese ones, HTML ones. */
function seeds(): Buffer[] {
  const folder = ['3.11', '3.12', '3.13']
    .map((version) => `/usr/lib/python${version}/test/test_email/data`)
    .find((name) => {
      try {
        return readdirSync(name).length > 0;
      } catch {
        return false; // another release
      }
    });
  const debian = folder === undefined ? [] : readdirSync(folder).filter((name) => /^msg_.*\.txt$/.test(name));
  const words = { subject: '商品の件', name: '山田', text: '注文した商品がまだ届きません。' };
  const html = '<p style="color:red">a<img src="https://x.example/i.png"><a href="https://x.example">b</a></p>';
  return [
    ...debian.map((name) => readFileSync(join(folder ?? '', name))),
    ...(['iso-2022-jp', 'shift_jis', 'euc-jp'] as const).map((charset) => makeJapaneseMail(charset, words)),
    Buffer.from(makeMail({ headers: { 'Content-Type': 'text/html; charset=utf-8' }, text: html.repeat(5) })),
  ];
}

const PIECES = [
  '\r\n\r\n',
  '--BOUNDARY\r\n',
  'Content-Type: multipart/mixed; boundary=""\r\n',
  '=?utf-8?B?',
  '<svg><style>',
  '\0',
  '"',
  ';',
  '\x1b$B',
];

/** One change of a mail, as transport, broken programs and attackers make them. */
const CHANGES: readonly ((bytes: Buffer, random: SeededRandom) => Buffer)[] = [
  (bytes, random) => {
    bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    return bytes;
  },
  (bytes, random) => {
    const at = random.int(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.int(1, 200))]);
  },
  (bytes, random) => {
    const at = random.int(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, at + random.int(1, 200)), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = random.int(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(PIECES)), bytes.subarray(at)]);
  },
  (bytes, random) => bytes.subarray(0, random.int(1, bytes.length)),
];

function mutate(original: Buffer, random: SeededRandom): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (let times = random.int(1, 6); times > 0; times -= 1) {
    bytes = random.pick(CHANGES)(bytes, random);
    if (bytes.length === 0) return original;
  }
  return bytes;
}

/** What the parser made of it, and what is wrong with that. */
async function outcomeOf(raw: Buffer): Promise<{ outcome: string; wrong: string | null }> {
  try {
    const { mail, source } = await parser.parse(raw);
    if (source.byteLength === 0) return { outcome: 'read', wrong: 'its source was lost' };
    const loads = mail.html !== null && /<script|<[a-z][^<>]* (?:onerror=|src="http)/i.test(mail.html);
    return { outcome: 'read', wrong: loads ? `it would load: ${mail.html}` : null };
  } catch (error) {
    const outcome = error instanceof MailLimitError ? error.code : 'fault';
    const isFault = outcome === 'fault' || outcome === 'parser_crashed' || outcome === 'too_slow';
    return { outcome, wrong: isFault ? String(error) : null };
  }
}

describe('mutated mail', () => {
  it('[CH4] never crashes the parser, never holds it up, and is never lost', async () => {
    const random = seededRandom(SEED);
    const originals = seeds();
    expect(originals.length).toBeGreaterThanOrEqual(47 + 4);
    const outcomes: Record<string, number> = {};
    const wrong: string[] = [];
    let slowest = 0;
    const began = performance.now();
    for (let n = 0; n < MUTATIONS; n += 1) {
      const raw = mutate(random.pick(originals), random);
      const start = performance.now();
      const result = await outcomeOf(raw);
      slowest = Math.max(slowest, performance.now() - start);
      outcomes[result.outcome] = (outcomes[result.outcome] ?? 0) + 1;
      if (result.wrong !== null) wrong.push(`seed ${SEED}, mutation ${n}: ${result.wrong}`);
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const figures = `${MUTATIONS} mutations in ${seconds} s, slowest ${Math.round(slowest)} ms`;
    process.stdout.write(`${figures}: ${JSON.stringify(outcomes)}\n`);
    expect(wrong).toEqual([]);
    expect(Object.values(outcomes).reduce((a, b) => a + b, 0)).toBe(MUTATIONS);
  });
});
