import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskFreeText, maskSensitive } from '#shared/domain/sensitive.ts';

describe('[PR4] what is masked before it is stored', () => {
  it.each([
    ['カードは 4111 1111 1111 1111 です', 'カードは •••• 1111 です'],
    ['４１１１－１１１１－１１１１－１１１１', '•••• 1111'],
    ['amex 378282246310005.', 'amex •••• 0005.'],
    ['マイナンバー 1234 5678 9018', 'マイナンバー ••••••••••••'],
  ])('%s', (given, masked) => {
    expect(maskSensitive(given)).toBe(masked);
  });

  it.each(['4111 1111 1111 1112', '090-1234-5678', '+81 90 1234 5678', 'W2378156', '2026-04-01 10:00', '123456789012'])(
    'leaves %s alone',
    (given) => {
      expect(maskSensitive(given)).toBe(given);
    },
  );

  it('finds every card number, however it is spaced', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 });
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' ', '-', '　', '－'), (fifteen, gap) => {
        const card = withCheckDigit(fifteen);
        const written = card.match(/.{4}/g)?.join(gap) ?? card;
        expect(maskSensitive(`no ${written} ok`)).toBe(`no •••• ${card.slice(-4)} ok`);
      }),
    );
  });

  it('masks free text at any depth and leaves identifiers', () => {
    const data = {
      text: 'card 4111111111111111',
      number: '4111111111111111',
      items: [{ name: '4111111111111111' }],
      brief: { wants: [{ text: '4111111111111111' }] },
    };
    expect(maskFreeText(data)).toEqual({
      text: 'card •••• 1111',
      number: '4111111111111111',
      items: [{ name: '4111111111111111' }],
      brief: { wants: [{ text: '•••• 1111' }] },
    });
  });
});

function withCheckDigit(fifteen: readonly number[]): string {
  const sum = fifteen.reduce((total, digit, i) => {
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${fifteen.join('')}${(10 - (sum % 10)) % 10}`;
}
