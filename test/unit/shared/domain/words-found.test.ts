import { expect, it } from 'vitest';
import { wordsFound } from '#shared/domain/words-found.ts';

it.each([
  ['充電中にケムリが出た', ['けむり'], ['けむり']],
  ['ﾔｹﾄﾞしました', ['やけど'], ['やけど']],
  ['The FIRE alarm', ['fire'], ['fire']],
  ['Ｆｉｒｅ！', ['fire'], ['fire']],
  ['fireplace and Firenze, bonfire', ['fire'], []],
  ['an electric   shock', ['electric shock'], ['electric shock']],
  ['a café', ['caf'], []],
  ['fireで発火', ['fire', '発火'], ['fire', '発火']],
  ['', ['fire'], []],
  ['fire', [' '], []],
])('finds in “%s” of %j: %j', (text, words, found) => {
  expect(wordsFound(text, words)).toEqual(found);
});
