import { describe, expect, it } from 'vitest';
import { foldText, hasWords } from '#renderer/i18n/fold.ts';

describe('folded text', () => {
  it('is the same for both kana, every width and case', () => {
    expect(['ﾊﾝﾄﾞ', 'ハンド', 'はんど'].map(foldText)).toEqual(['はんど', 'はんど', 'はんど']);
    expect(foldText('ＷＡＬＮＵＴ')).toBe('walnut');
  });

  it('has the words of a query in any order', () => {
    const text = foldText('不良 水漏れ Leak タンク');
    expect([hasWords(text, 'たんく　LEAK'), hasWords(text, ''), hasWords(text, 'leak hose')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
