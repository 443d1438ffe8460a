import { describe, expect, it } from 'vitest';
import { quotedFrom } from '#server/channels/email/parse/quoted-text.ts';

/** The text before the quote, or null. */
const own = (text: string) => {
  const at = quotedFrom(text);
  return at === null ? null : text.slice(0, at).trim();
};

describe('where quoted text begins', () => {
  const quote = '> いつ届きますか。\n> よろしくお願いします。';
  it.each([
    ['lines with >', `ありがとう。\n\n${quote}`],
    ['full-width marks', `ありがとう。\n\n＞ いつ届きますか。`],
    ['English', `ありがとう。\n\nOn Sun, Nov 22, 2026 at 12:34 PM Shop <s@shop.example> wrote:\n\n${quote}`],
    [
      'English over two lines',
      `ありがとう。\n\nOn Sun, Nov 22, 2026 at 12:34 PM Shop Support\n<s@shop.example> wrote:\n${quote}`,
    ],
    ['Gmail in Japanese', `ありがとう。\n\n2026年11月22日(日) 12:34 珈琲店 <s@shop.example>:\n\n${quote}`],
    ['Thunderbird in Japanese', `ありがとう。\n\nOn 2026/11/22 12:34, 珈琲店 wrote:\n${quote}`],
    ['さんは書きました', `ありがとう。\n\n珈琲店さんは書きました:\n${quote}`],
    [
      'Outlook',
      'ありがとう。\n\n-----Original Message-----\nFrom: Shop\nSent: Sunday\nTo: Me\nSubject: Re: x\n\nいつ届きますか。',
    ],
    [
      'Outlook in Japanese',
      'ありがとう。\n\n差出人: 珈琲店 <s@shop.example>\n送信日時: 2026年11月22日 12:34\n宛先: 私\n件名: Re: x\n\nいつ',
    ],
    [
      'Outlook with a line',
      `ありがとう。\n\n${'_'.repeat(32)}\nFrom: Shop <s@shop.example>\nSent: Sunday\nTo: Me\nSubject: x\n\nWhen`,
    ],
    ['German', `ありがとう。\n\nAm 22.11.2026 um 12:34 schrieb Shop:\n${quote}`],
  ])('finds %s', (_name, text) => {
    expect(own(text)).toBe('ありがとう。');
  });

  it.each([
    ['a mail without any', 'いつ届きますか。\nよろしくお願いします。'],
    ['answers between the lines', '> いつ届きますか。\n明日です。\n> いくらですか。\n千円です。'],
    ['a mail that is nothing but a quote', quote],
    [
      'what is forwarded',
      'ご覧ください。\n\n---------- Forwarded message ---------\nFrom: x\nDate: y\nSubject: z\nTo: w\n\ntext',
    ],
    ['a price after a sign', '> 5 個ください\nお願いします'],
  ])('leaves %s whole', (_name, text) => {
    expect(quotedFrom(text)).toBeNull();
  });
});
