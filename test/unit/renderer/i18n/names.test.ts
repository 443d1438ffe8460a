import { describe, expect, it } from 'vitest';
import { compareNames, showName } from '#renderer/i18n/names.ts';

describe('names', () => {
  it('have the kana beside them, and the roman letters for who reads English', () => {
    const misaki = { name: '佐藤 美咲', kana: 'さとう みさき', romaji: 'Sato Misaki' };
    expect(showName(misaki, 'ja')).toEqual({ name: '佐藤 美咲', beside: ['さとう みさき'] });
    expect(showName(misaki, 'en')).toEqual({ name: '佐藤 美咲', beside: ['さとう みさき', 'Sato Misaki'] });
  });

  it('are what is known, said once', () => {
    expect(showName({ kana: 'さとう' }, 'ja')).toEqual({ name: 'さとう', beside: [] });
    expect(showName({ name: 'James Li', romaji: 'James Li' }, 'en')).toEqual({ name: 'James Li', beside: [] });
    expect(showName({}, 'ja')).toEqual({ name: '', beside: [] });
  });

  it('are ordered by kana, hiragana and katakana alike', () => {
    const people = [
      { name: '渡辺', kana: 'わたなべ' },
      { name: '佐藤', kana: 'さとう' },
      { name: '安部', kana: 'アベ' },
      { name: 'Moore' },
      { name: '青山', kana: 'あおやま' },
    ];
    expect(people.toSorted(compareNames).map(({ name }) => name)).toEqual(['Moore', '青山', '安部', '佐藤', '渡辺']);
  });
});
