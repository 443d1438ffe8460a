import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTACT_POINT_KINDS, maskContactPoint, normaliseContactPoint } from '#shared/domain/contact-point.ts';

describe('[ID1] normal forms', () => {
  it.each([
    ['090-1234-5678', '+819012345678'],
    ['０９０－１２３４－５６７８', '+819012345678'],
    ['+81 90 1234 5678', '+819012345678'],
    ['03(1234)5678', '+81312345678'],
    ['0120ー444ー113', '+81120444113'],
    ['+1 (212) 555-0123', '+12125550123'],
  ])('a phone %s is %s', (given, normal) => {
    expect(normaliseContactPoint('phone', given)).toBe(normal);
  });

  it.each([
    ['Hanako@Example.JP', 'hanako@example.jp'],
    ['ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'hanako@example.jp'],
    ['hanako@日本.jp', 'hanako@xn--wgv71a.jp'],
    ['mailto:Hanako@example.jp', 'hanako@example.jp'],
    [' hanako+shop@example.jp ', 'hanako+shop@example.jp'],
  ])('an email %s is %s', (given, normal) => {
    expect(normaliseContactPoint('email', given)).toBe(normal);
  });

  it.each([
    ['phone', 'call me'],
    ['phone', '12'],
    ['email', 'hanako'],
    ['email', 'a@b@'],
    ['email', 'two words@example.jp'],
    ['email', 'a@example.jp, b@example.jp'],
    ['shop', '　'],
    ['loyalty', '---'],
  ] as const)('what can not be a %s is null: %s', (kind, given) => {
    expect(normaliseContactPoint(kind, given)).toBeNull();
  });

  it('member numbers lose their separators and their case', () => {
    expect(normaliseContactPoint('loyalty', 'm-1234 ５６７８')).toBe('M12345678');
  });

  it('the normal form of a normal form is itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CONTACT_POINT_KINDS), fc.string({ maxLength: 40 }), (kind, given) => {
        const normal = normaliseContactPoint(kind, given);
        if (normal !== null) expect(normaliseContactPoint(kind, normal)).toBe(normal);
      }),
      { numRuns: 500 },
    );
  });
});

describe('[PR4] masks', () => {
  it('show enough to recognise a point by and no more', () => {
    expect(maskContactPoint('email', 'hanako@example.jp')).toBe('h•••@example.jp');
    expect(maskContactPoint('phone', '+819012345678')).toBe('+81••••5678');
    expect(maskContactPoint('loyalty', 'M12345678')).toBe('••••5678');
    expect(maskContactPoint('loyalty', 'M1')).toBe('••••');
  });
});
