import { describe, expect, it } from 'vitest';
import { keepLastChoices, readLastChoices } from '#renderer/data/last-choices.ts';
import { categoryPaths } from '#renderer/desk/features/wrap-up/category-tree.ts';
import { CATEGORIES } from '#renderer/desk/stories/fake-desk.ts';

describe('[CV8] categories to choose from', () => {
  it('are the ends of the tree in the admin’s order, each with its way, in the language on screen', () => {
    expect(categoryPaths(CATEGORIES, 'ja').map((path) => path.names.join(' › '))).toEqual([
      '不良 › 水漏れ › タンク',
      '不良 › 水漏れ › ホース',
      '不良 › 電源',
      '配送 › 遅延',
      '配送 › 住所変更',
      'その他',
    ]);
    expect(categoryPaths(CATEGORIES, 'en')[0]?.names).toEqual(['Defect', 'Leak', 'Tank']);
  });

  it('are found by the words of both languages', () => {
    expect(categoryPaths(CATEGORIES, 'ja')[0]?.words).toContain('leak');
  });
});

describe('[CV8] last choices', () => {
  it('are kept by agent, the newest first, three of each', () => {
    for (const id of ['a', 'b', 'c', 'a', 'd']) {
      keepLastChoices('me', { categoryId: id, outcome: null }, window.localStorage);
    }
    expect(readLastChoices('me').categories).toEqual(['d', 'a', 'c']);
    expect(readLastChoices('someone').categories).toEqual([]);
  });

  it('that are damaged count as none', () => {
    window.localStorage.setItem('tsunagi.wrap-up.me', '{"categories":7');
    expect(readLastChoices('me')).toEqual({ categories: [], outcomes: [] });
  });
});
