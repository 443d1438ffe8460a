import { describe, expect, it } from 'vitest';
import { otherName, sameName } from '#server/domains/identity/names.ts';

const sato = { name: '佐藤 美咲', kana: 'サトウ ミサキ' };

describe('[ID1] names in any script', () => {
  it.each([
    [sato, { name: '佐藤　美咲' }],
    [sato, { name: '佐藤美咲', kana: 'さとうみさき' }],
    [sato, { name: null, kana: 'ｻﾄｳ ﾐｻｷ' }],
    [sato, { name: 'SATO MISAKI' }],
    [sato, { name: 'Misaki Satoh' }],
  ])('%o and %o are called the same', (a, b) => {
    expect(sameName(a, b)).toBe(true);
    expect(otherName(a, b)).toBe(false);
  });

  it.each([
    [sato, { name: '佐藤 健', kana: 'サトウ ケン' }],
    [{ name: '田中 一郎' }, { name: '田中 花子' }],
    [{ name: 'James Li' }, { name: 'Ava Moore' }],
  ])('%o and %o are called otherwise', (a, b) => {
    expect(sameName(a, b)).toBe(false);
    expect(otherName(a, b)).toBe(true);
  });

  it('of kanji without a reading and Latin letters nothing is said', () => {
    expect(sameName({ name: '佐藤 美咲' }, { name: 'SATO MISAKI' })).toBe(false);
    expect(otherName({ name: '佐藤 美咲' }, { name: 'SATO MISAKI' })).toBe(false);
  });
});
