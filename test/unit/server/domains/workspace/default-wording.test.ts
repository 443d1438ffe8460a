import { describe, expect, it } from 'vitest';
import { defaultWording } from '#server/domains/workspace/default-wording.ts';
import { checkWording } from '#shared/domain/wording/check-wording.ts';

const rules = defaultWording().map((rule, n) => ({
  ...rule,
  id: `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`,
  revision: 1,
}));
const found = (text: string) => checkWording(text, rules, 'email').map((one) => [one.found, one.replace]);

describe('the wording that a workspace begins with', () => {
  it.each([
    ['少しずつすすみませんか。ゆっくりやすみません', []],
    ['資料を下さい', []],
    ['東京都江戸川区出来島の不出来な出来合い', []],
    ['There is no problem with your order', []],
    ['すみません、お待ち下さい', ['すみません', '下さい']],
    ['交換が出来ます', ['出来']],
    ['We answer asap', ['asap']],
  ])('minds in %s: %j', (text, minded) => {
    expect(found(text).map(([one]) => one)).toEqual(minded);
  });
});
