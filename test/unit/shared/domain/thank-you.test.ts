import { describe, expect, it } from 'vitest';
import { isBareThankYou } from '#shared/domain/thank-you.ts';
import { cpuMsOf } from '#test/support/cpu-time.ts';

const BARE = [
  'ありがとうございます',
  'ありがとうございました！',
  'どうもありがとうございます。',
  'わかりました。ありがとうございます😊',
  '了解です、ありがとう',
  'ありがとー',
  '助かりました。ありがとうございました',
  '早速のご対応、誠にありがとうございます。',
  'サンキュー♪',
  'ｱﾘｶﾞﾄｳｺﾞｻﾞｲﾏｽ',
  '有難うございます',
  'お世話になりました。ありがとうございました。',
  'ありがとうございますm(__)m',
  'Thanks!',
  'THANK YOU SO MUCH!!',
  'Thanks a lot for your help',
  'ok thanks',
  'thx',
  'Perfect, thank you. Have a nice day!',
  'Great, thanks again 🙏',
  'Thank you for the quick reply.',
];
const MORE = [
  '',
  '😊',
  'ok',
  '了解です',
  'はい',
  'どうも',
  'ありがとう？',
  'ありがとうございます。ところで返品できますか',
  'ありがとうございます。まだ届いていません',
  'thanks but it still does not work',
  'thanks for nothing, I want a refund',
  'Thank you for the order number 12345',
  'Can I return it? Thanks',
  'thanksgiving sale',
  'tyranny',
];

describe('[CV10] a bare thank-you', () => {
  it.each(BARE)('is %s', (text) => {
    expect(isBareThankYou(text)).toBe(true);
  });
  it.each(MORE)('is not “%s”', (text) => {
    expect(isBareThankYou(text)).toBe(false);
  });
  it('is decided quickly for any text', () => {
    const spent = cpuMsOf(() => {
      for (const piece of ['どうも', 'thanks ', 'ok ', 'ありがとう', 'ありがと', 'して', 'a lot '])
        isBareThankYou(`${piece.repeat(40).slice(0, 119)}x`);
    });
    // A millisecond; by trying every way to read it, hours.
    expect(spent).toBeLessThan(500);
  });
});
