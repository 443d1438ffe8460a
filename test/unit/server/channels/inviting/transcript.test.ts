import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeTyped, looksLikeCode, newCode, newToken } from '#server/channels/inviting/tokens.ts';
import { transcriptText } from '#server/channels/inviting/transcript.ts';
import { fill, wholeWords, wordsOf } from '#server/channels/inviting/words.ts';
import { CHANNELS } from '#shared/domain/channels.ts';
import { CROSSING_WAYS } from '#shared/domain/crossing.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

const whom = {
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
  now: new Date('2026-04-01T01:00:00Z'),
  company: '北の焙煎所',
} as const;
let n = 0;
const item = (over: object): TimelineItem =>
  ({
    id: `i${n++}`,
    kind: 'message',
    channel: 'chat',
    direction: 'out',
    visibility: 'customer',
    occurredAt: '2026-04-01T00:50:00.000Z',
    author: { type: 'agent', name: '木村' },
    data: { text: 'はい' },
    ...over,
  }) as TimelineItem;

it('[TL5] a transcript holds what the customer saw and said, and nothing else, whatever the thread holds', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', '店', 'で'), minLength: 1, maxLength: 12 });
  const any = fc.record({
    kind: fc.constantFrom('message', 'note', 'call', 'system', 'handoff', 'identity', 'visit'),
    visibility: fc.constantFrom('customer', 'internal', 'lead', 'private'),
    direction: fc.constantFrom('in', 'out', 'none'),
    text: words,
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (thread) => {
      const items = thread.map((one, at) => item({ ...one, data: { text: `${at}:${one.text}.` } }));
      const text = transcriptText(items, whom);
      thread.forEach((one, at) => {
        const isSpoken = one.kind === 'message' && one.visibility === 'customer';
        expect(text.includes(` ${at}:${one.text}.`)).toBe(isSpoken);
      });
    }),
  );
});

it('is in order, by names the customer knows, without quoted mail and what was taken back', () => {
  const newestFirst = [
    item({ data: { text: '消した', unsent: true } }),
    item({
      direction: 'in',
      author: { type: 'customer', name: '佐藤 花子' },
      data: { text: '写真です', attachments: [{ name: 'crack.jpg' }] },
    }),
    item({ data: { text: 'お調べします\n> 引用', email: { quotedFrom: 6 } } }),
  ];
  expect(transcriptText(newestFirst, whom)).toBe(
    '――― これまでのやり取り ―――\n09:50 木村: お調べします\n09:50 お客様: 写真です [crack.jpg]',
  );
  expect(transcriptText([], whom)).toBe('');
});

it('keeps the newest of what is too long for a mail', () => {
  const items = Array.from({ length: 40 }, (_, at) => item({ data: { text: `${at} ${'長'.repeat(1000)}` } }));
  const text = transcriptText(items, whom);
  expect(text.length).toBeLessThan(16_000);
  expect(text).toContain(' 0 長');
  expect(text).not.toContain(' 39 長');
});

it('[HO6] codes are typed in any width and case; links say in which language they greet', () => {
  for (let at = 0; at < 200; at++) {
    const code = newCode();
    const wide = [...code]
      .map((c) => (/[0-9A-Z]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : '－'))
      .join('');
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `, wide])
      expect(codeTyped(typed)).toBe(code);
    expect(looksLikeCode(code)).toBe(true);
  }
  expect(['0042-1187', '090-1234-5678', 'R-1001', ''].some(looksLikeCode)).toBe(false);
  expect([newToken('ja'), newToken('en')]).toEqual([
    expect.stringMatching(/^j[\w-]{22}$/),
    expect.stringMatching(/^e[\w-]{22}$/),
  ]);
});

it('every way has words in both languages, with the company first in an SMS, and nothing left to fill in but what comes later', () => {
  for (const way of CROSSING_WAYS)
    for (const channel of CHANNELS)
      for (const by of [null, 'sms', 'email', 'chat'] as const)
        for (const locale of ['ja', 'en'] as const) {
          const text = wordsOf({ way, channel, by, locale, company: '北の焙煎所', agent: '木村' });
          expect([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toSatisfy((names: string[]) =>
            names.every((name) => ['link', 'code', 'number', 'time'].includes(name)),
          );
          const carrier = way === 'message' ? channel : by;
          if (carrier === 'sms') expect(text).toMatch(/^(【北の焙煎所】|北の焙煎所: )/);
        }
  expect(fill('{a} {b}', { a: '$&' })).toBe('$& {b}');
  expect(wholeWords('開いてください', ['https://x/go'])).toBe('開いてください\nhttps://x/go');
});
