import { describe, expect, it } from 'vitest';
import { conversationNumberIn, readings } from '#server/domains/search/asked.ts';
import { fold, gramsAsked, gramsOf } from '#server/domains/search/grams.ts';
import { foldRomaji } from '#server/domains/search/romaji.ts';
import { snippetOf } from '#server/domains/search/snippet.ts';

/** Whether a question, read in any of its ways, has all its pieces in a text. */
function finds(stored: string, asked: string): boolean {
  const grams = new Set(gramsOf(stored));
  return readings(asked).some((reading) => reading.grams.every((gram) => grams.has(gram)));
}

describe('the pieces of a text', () => {
  it('finds a word of two Japanese characters inside a sentence', () => {
    expect(finds('商品を返品したいのですが', '返品')).toBe(true);
    expect(finds('商品を返金したいのですが', '返品')).toBe(false);
  });

  it('finds one Japanese character', () => {
    expect(finds('水が漏れます', '漏')).toBe(true);
  });

  it('finds katakana by hiragana, by half-width and the other way round', () => {
    expect(finds('コーヒーミル', 'こーひー')).toBe(true);
    expect(finds('ｺｰﾋｰﾐﾙ', 'コーヒー')).toBe(true);
    expect(finds('さとう', 'ｻﾄｳ')).toBe(true);
  });

  it('finds Latin words whole, by prefix and in any case or width, but not from their middle', () => {
    expect(finds('Espresso machine', 'espr')).toBe(true);
    expect(finds('Espresso machine', 'ＭＡＣＨＩＮＥ')).toBe(true);
    expect(finds('Espresso machine', 'presso')).toBe(false);
  });

  it('keeps Latin and Japanese apart where they touch', () => {
    expect(finds('iPhone返品', 'iphone')).toBe(true);
    expect(finds('iPhone返品', '返品')).toBe(true);
  });

  it('asks nothing of an empty question', () => {
    expect(readings('  、。 ')).toEqual([]);
    expect(gramsAsked('')).toEqual([]);
  });
});

describe('what a caller says', () => {
  it('finds a phone in any form by its digits', () => {
    for (const said of ['090-1234-4417', '０９０ー１２３４ー４４１７', '(090) 1234 4417', '+81 90 1234 4417']) {
      expect(finds('09012344417 819012344417 4417', said), said).toBe(true);
    }
    expect(finds('09012344417 819012344417 4417', '4417')).toBe(true);
  });

  it('finds a tracking number with or without its hyphens', () => {
    expect(finds('4417-2290-1183', '4417-2290-1183')).toBe(true);
    expect(finds('441722901183', '4417-2290-1183')).toBe(true);
  });

  it('finds an order number with and without its mark', () => {
    expect(finds('#W2611340', 'W2611340')).toBe(true);
    expect(finds('#W2611340', '#w2611340')).toBe(true);
  });

  it('reads a number that people say aloud', () => {
    expect(conversationNumberIn('#48213')).toBe(48213);
    expect(conversationNumberIn('４８２１３')).toBe(48213);
    expect(conversationNumberIn('48213番')).toBeNull();
  });

  it('takes every Latin spelling of a name for the same', () => {
    for (const spelling of ['Satō', 'Satou', 'Satoh', 'SATO', 'さとう', 'サトウ'])
      expect(foldRomaji(spelling), spelling).toBe('sato');
    expect(foldRomaji('Shimpei')).toBe(foldRomaji('Shinpei'));
    expect(foldRomaji('Ōno Yūko')).toBe(foldRomaji('おおの ゆうこ'));
  });
});

describe('a snippet', () => {
  it('says where the words stand, in the text as it was written', () => {
    const found = snippetOf('タンクが ﾋﾋﾞ割れて水が漏れます', ['ひび', '水']);
    const marked = found?.ranges.map(([from, to]) => found.snippet.slice(from, to));
    expect(marked).toEqual(['ﾋﾋﾞ', '水']);
  });

  it('is null when a word is missing: the pieces matched by chance', () => {
    expect(snippetOf('返事と品物', ['返品'])).toBeNull();
  });

  it('cuts a long text around the first hit', () => {
    const found = snippetOf(`${'あ'.repeat(500)}返品${'い'.repeat(500)}`, ['返品']);
    expect(found?.snippet.startsWith('…')).toBe(true);
    expect(found?.snippet.slice(...(found.ranges[0] ?? [0, 0]))).toBe('返品');
  });

  it('folds the same for what is stored and what is asked', () => {
    expect(fold('ガギグ ＡＢＣ ㍿')).toBe('がぎぐ abc 株式会社');
  });
});
