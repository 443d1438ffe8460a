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
    ['+81 (0)90 1234 5678', '+819012345678'],
    ['０１２０－４４４－１１３', '+81120444113'],
    ['0800-123-4567', '+818001234567'],
    ['050-1234-5678', '+815012345678'],
    ['010 1 415 555 0188', '+14155550188'],
    ['001-010-1-415-555-0188', '+14155550188'],
    ['184-090-1234-5678', '+819012345678'],
    ['tel:+81-90-1234-5678', '+819012345678'],
    ['03-1234-5678 内線12', '+81312345678;ext=12'],
    ['０３（１２３４）５６７８　内線：１２', '+81312345678;ext=12'],
    ['03-1234-5678 ext. 12', '+81312345678;ext=12'],
  ])('a phone %s is %s', (given, normal) => {
    expect(normaliseContactPoint('phone', given)).toBe(normal);
  });

  it.each([
    ['Hanako@Example.JP', 'hanako@example.jp'],
    ['ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'hanako@example.jp'],
    ['hanako@日本.jp', 'hanako@xn--wgv71a.jp'],
    ['mailto:Hanako@example.jp', 'hanako@example.jp'],
    [' hanako+shop@example.jp ', 'hanako+shop@example.jp'],
    ['hanako@example.jp.', 'hanako@example.jp'],
    ['HANAKO@日本.JP', 'hanako@xn--wgv71a.jp'],
    ['hanako@xn--wgv71a.jp', 'hanako@xn--wgv71a.jp'],
    ['ha..nako.@docomo.example', 'ha..nako.@docomo.example'],
    ['"hanako"@example.jp', 'hanako@example.jp'],
    ['"Yamada Hanako"@example.jp', '"yamada hanako"@example.jp'],
  ])('an email %s is %s', (given, normal) => {
    expect(normaliseContactPoint('email', given)).toBe(normal);
  });

  it.each([
    ['phone', 'call me'],
    ['phone', '12'],
    ['phone', '非通知'],
    ['phone', 'anonymous'],
    ['phone', '110'],
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

  it.each([
    ['email', 'a+b@example.jp', 'a@example.jp'],
    ['email', 'a.b@example.jp', 'ab@example.jp'],
    ['email', 'a@example.jp', 'a@example.co.jp'],
    ['phone', '03-1234-5678', '03-1234-5678 内線12'],
    ['phone', '03-1234-5678 内線1', '03-1234-5678 内線2'],
    ['line', 'U1a', 'u1A'],
    ['shop', 'ﬁ-1', 'fi-1'],
  ] as const)('two different ones of kind %s stay two: %s and %s', (kind, one, other) => {
    expect(normaliseContactPoint(kind, one)).not.toBe(normaliseContactPoint(kind, other));
  });

  it('however a Japanese number is written, it is one; two numbers are two', () => {
    const digits = fc.tuple(fc.constantFrom('090', '080', '070', '050'), fc.stringMatching(/^[1-9]\d{7}$/));
    const forms = (head: string, rest: string) => {
      const [a, b] = [rest.slice(0, 4), rest.slice(4)];
      const full = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
      return [
        `${head}${rest}`,
        `${head}-${a}-${b}`,
        full(`${head}(${a})${b}`),
        `+81 ${head.slice(1)} ${a} ${b}`,
        `010-81-${head.slice(1)}-${a}-${b}`,
        `　${head}ー${a}ー${b} `,
      ];
    };
    fc.assert(
      fc.property(digits, digits, ([head, rest], [head2, rest2]) => {
        const normal = new Set(forms(head, rest).map((form) => normaliseContactPoint('phone', form)));
        expect([...normal]).toEqual([`+81${head.slice(1)}${rest}`]);
        if (head + rest !== head2 + rest2)
          expect(normaliseContactPoint('phone', head2 + rest2)).not.toBe([...normal][0]);
      }),
      { numRuns: 200 },
    );
  });

  it('an email differs from another exactly where its local part or its domain does', () => {
    const local = fc.stringMatching(/^[a-z0-9][a-z0-9.+_-]{0,12}$/);
    const domain = fc.constantFrom('example.jp', 'example.co.jp', '日本.jp', 'xn--wgv71a.jp', 'mail.example.jp');
    const ascii = (text: string) => text.replace('日本.jp', 'xn--wgv71a.jp');
    fc.assert(
      fc.property(local, domain, local, domain, (a, x, b, y) => {
        const same =
          normaliseContactPoint('email', `${a.toUpperCase()}@${x}`) === normaliseContactPoint('email', `${b}@${y}.`);
        expect(same).toBe(a === b && ascii(x) === ascii(y));
      }),
    );
  });

  it('the normal form of a normal form is itself', () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 40, unit: 'binary' }),
      fc
        .tuple(fc.string({ maxLength: 12, unit: 'grapheme' }), fc.constantFrom('example.jp', '日本.jp', 'EXAMPLE.jp.'))
        .map(([a, b]) => `${a}@${b}`),
      fc.string({ maxLength: 20, unit: fc.constantFrom(...'0123456789+-() .;x#０１９ー内線') }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...CONTACT_POINT_KINDS), anything, (kind, given) => {
        const normal = normaliseContactPoint(kind, given);
        if (normal !== null) expect(normaliseContactPoint(kind, normal)).toBe(normal);
      }),
      { numRuns: 2000 },
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
