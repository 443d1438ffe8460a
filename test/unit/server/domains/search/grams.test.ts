import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerWords } from '#server/domains/search/customer-words.service.ts';
import { fold, gramsAsked, gramsOf } from '#server/domains/search/grams.ts';

const finds = (body: string, asked: string): boolean => {
  const stored = new Set(gramsOf(body));
  const grams = gramsAsked(asked);
  return grams.length > 0 && grams.every((gram) => stored.has(gram));
};

describe('words of a text', () => {
  it('are the same for every width, case and kana', () => {
    expect(fold('ｻﾄｳ サトウ ＡＢＣ')).toBe('さとう さとう abc');
  });

  it.each([
    ['注文した傘が届きません', '傘'],
    ['注文した傘が届きません', '届きません'],
    ['Where is my umbrella?', 'umb'],
    ['カメラのレンズ', 'かめら'],
    ['Order #W2611340', 'W2611340'],
    ['Order #W2611340', 'w261'],
  ])('%s is found by %s', (body, asked) => {
    expect(finds(body, asked)).toBe(true);
  });

  it('are not found where they do not stand', () => {
    expect(finds('注文した傘', '靴')).toBe(false);
    expect(finds('umbrella', 'brella')).toBe(false);
  });

  it('find any stretch of Japanese that stands in it', () => {
    const kana = fc.array(fc.constantFrom(...'あいうえおかきくけこ傘靴注文届'), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(kana, fc.nat(), fc.nat(), (letters, from, length) => {
        const start = from % (letters.length - 1);
        const asked = letters.slice(start, start + 2 + (length % 5)).join('');
        expect(finds(letters.join(''), asked)).toBe(true);
      }),
    );
  });
});

describe('a customer', () => {
  const words = customerWords({
    name: '大野 祐樹',
    kana: 'おおの ゆうき',
    points: [
      { kind: 'phone', value: '+819012345678' },
      { kind: 'email', value: 'yuki.ono@example.jp' },
      { kind: 'loyalty', value: 'M12345678' },
      { kind: 'visitor', value: 'v-secret' },
    ],
  }).join(' ');

  it.each([
    '大野祐樹',
    '大野',
    'おおの',
    'オオノ',
    'ｵｵﾉ ﾕｳｷ',
    'ono yuki',
    '090-1234-5678',
    '09012345678',
    '+81 90-1234-5678',
    '5678',
    '12345678',
    'yuki.ono@example.jp',
    'M12345678',
    '12345678',
  ])('is found by %s', (asked) => {
    expect(finds(words, asked)).toBe(true);
  });

  it('is not found by the widget’s own ids', () => {
    expect(words).not.toContain('secret');
  });
});
