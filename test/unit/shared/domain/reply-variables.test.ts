import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillVariables, REPLY_VARIABLES, unfilledIn, variablesOf } from '#shared/domain/reply-variables.ts';

const facts = { customer: '佐藤 美咲', agent: '青山', company: 'ノースロースタリー' };

describe('variables of a saved reply', () => {
  it('are filled in the reply’s language, a Japanese name with 様', () => {
    expect(fillVariables('{customer}、{company}の{agent}です。', facts, 'ja')).toBe(
      '佐藤 美咲様、ノースロースタリーの青山です。',
    );
    expect(fillVariables('Hello {customer}, {agent} here.', { ...facts, customer: 'Ava Moore' }, 'en')).toBe(
      'Hello Ava Moore, 青山 here.',
    );
  });

  it('address an unknown customer as お客様, and leave the name open in English', () => {
    expect(fillVariables('{customer}へ', {}, 'ja')).toBe('お客様へ');
    expect(fillVariables('{customer}様へ', {}, 'ja')).toBe('お客様へ');
    expect(fillVariables('Hello {customer}', {}, 'en')).toBe('Hello {customer}');
  });

  it.each([
    ['a body that says it itself', '{customer}様', '佐藤 美咲', '佐藤 美咲様'],
    ['a name that carries it', '{customer}', '佐藤様', '佐藤様'],
    ['a company', '{customer}', '山田商店御中', '山田商店御中'],
  ])('give 様 once: %s', (_, body, customer, filled) => {
    expect(fillVariables(body, { customer }, 'ja')).toBe(filled);
  });

  it('that are not known stay, and are found where they stand', () => {
    const text = fillVariables('{agent}です。番号は{order}です。', facts, 'ja');
    expect(text).toBe('青山です。番号は{order}です。');
    expect(unfilledIn(text)).toEqual([{ start: 8, end: 15, text: '{order}' }]);
    expect(unfilledIn('{} {Ａ} {1} plain')).toEqual([]);
    // Braces of the author's own, which the hub lets out too.
    expect(unfilledIn('{size}と{agent+3}と{name|x}')).toEqual([]);
  });
});

describe('what is empty', () => {
  it('becomes the words given for it, nothing where none are, and else stops the send', () => {
    expect(fillVariables('{order|ご注文}の件', {}, 'ja')).toBe('ご注文の件');
    expect(fillVariables('{order|}件', {}, 'ja')).toBe('件');
    expect(fillVariables('{order|ご注文}の件', { order: 'A-1' }, 'ja')).toBe('A-1の件');
    expect(fillVariables('Dear {customer|customer},', {}, 'en')).toBe('Dear customer,');
    expect(fillVariables('{customer|皆様}へ', {}, 'ja')).toBe('皆様へ');
    expect(unfilledIn(fillVariables('{order}', {}, 'ja'))).toHaveLength(1);
  });

  it('is told of each variable, with what there is not', () => {
    expect(variablesOf('{order|ご注文}{order|ご注文}{today+3}{agent+3}{nobody}')).toEqual({
      uses: [
        { text: '{order|ご注文}', name: 'order', fallback: 'ご注文' },
        { text: '{today+3}', name: 'today' },
      ],
      unknown: ['{agent+3}', '{nobody}'],
    });
  });
});

describe('a day in a reply', () => {
  it('is today or in n days, over the end of a month and of a year', () => {
    const at = (today: string) => ({ today });
    expect(fillVariables('{today}', at('2026-11-22'), 'ja')).toBe('11月22日（日）');
    expect(fillVariables('{today+10}', at('2026-11-22'), 'en')).toBe('Wednesday 2 December');
    expect(fillVariables('{today+3}', at('2026-12-30'), 'ja')).toBe('2027年1月2日（土）');
    expect(fillVariables('{today+3}', {}, 'ja')).toBe('{today+3}');
  });
});

describe('filling', () => {
  const facts = fc.record(
    {
      customer: fc.oneof(fc.string(), fc.constant('{agent}'), fc.constant('$& {order|x}')),
      agent: fc.oneof(fc.string(), fc.constant('{customer}')),
      company: fc.string(),
      number: fc.nat(),
      order: fc.string(),
      today: fc.constant('2026-11-22'),
    },
    { requiredKeys: [] },
  );
  const variable = fc.oneof(
    fc.constantFrom(...REPLY_VARIABLES.map((name) => `{${name}}`), '{today+3}', '{customer}様', '{family} 御中'),
    fc.constantFrom(...REPLY_VARIABLES.map((name) => `{${name}|かわり}`)),
  );
  const plain = fc.stringMatching(/^[^{}|様さ御 \u3000]{0,8}$/u);
  const locale = fc.constantFrom('ja' as const, 'en' as const);

  it('leaves every word that is no variable where it was', () => {
    fc.assert(
      fc.property(plain, facts, locale, (words, known, language) => {
        expect(fillVariables(words, known, language)).toBe(words);
      }),
    );
  });

  it('fills each by itself: what is filled in fills nothing, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, variable), { maxLength: 6 }), facts, locale, (parts, known, language) => {
        const body = parts.map(([words, name]) => `${words}${name}。`).join('');
        const alone = parts.map(([words, name]) => `${words}${fillVariables(name, known, language)}。`).join('');
        expect(fillVariables(body, known, language)).toBe(alone);
      }),
    );
  });

  it('leaves nothing to fill where everything has words in its place', () => {
    const names = fc.array(fc.constantFrom(...REPLY_VARIABLES.map((name) => `{${name}|かわり}`)), { maxLength: 6 });
    fc.assert(
      fc.property(names, locale, (variables, language) => {
        expect(unfilledIn(fillVariables(variables.join('、'), {}, language))).toEqual([]);
      }),
    );
  });

  it('stops for what is not known, and for nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REPLY_VARIABLES), locale, (name, language) => {
        const stops = !(language === 'ja' && (name === 'customer' || name === 'family'));
        expect(unfilledIn(fillVariables(`{${name}}`, {}, language))).toHaveLength(stops ? 1 : 0);
      }),
    );
  });
});
