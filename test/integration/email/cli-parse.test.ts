import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '#test/support/cli.ts';
import { makeJapaneseMail } from '#test/support/mail-factory.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const KEYS =
  'from to cc replyTo subject date messageId inReplyTo references text html attachments auth automatic problems'.split(
    ' ',
  );

async function parse(raw: Buffer | string): Promise<Record<string, unknown>> {
  const file = join(await tempDir(), 'message.eml');
  await writeFile(file, raw);
  const { code, stdout } = await runCli(['email', 'parse', file]).ended;
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('tsunagi email parse', () => {
  it('prints what the channel makes of one message, as one JSON object', async () => {
    const printed = await parse(
      makeJapaneseMail('iso-2022-jp', { subject: '商品の件', name: '山田', text: '届きません' }),
    );
    expect(Object.keys(printed)).toEqual(KEYS);
    expect(printed).toMatchObject({
      from: { name: '山田', address: 'taro@customer.example' },
      subject: '商品の件',
      date: '2026-11-20T01:00:00.000Z',
      text: '届きません',
      attachments: [],
      automatic: null,
      problems: [],
    });
  });

  it('[CH4] prints the reason for one that it would quarantine', async () => {
    const printed = await parse(
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(50_000)}`,
    );
    expect(Object.keys(printed)).toEqual(KEYS);
    expect(printed['problems']).toEqual(['too_many_parts', 'more than 1000 parts']);
  });

  it('says what is missing', async () => {
    const { code, stderr } = await runCli(['email', 'parse', '/nowhere.eml']).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('/nowhere.eml');
  });
});
