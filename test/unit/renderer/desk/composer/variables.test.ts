import { describe, expect, it } from 'vitest';
import { fillVariables, unfilledIn } from '#renderer/desk/features/composer/variables.ts';

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
  });
});
