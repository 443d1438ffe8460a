import { expect, it } from 'vitest';
import { storable } from '#shared/lib/storable.ts';

it('takes NUL out and mends halves of characters, at any depth', () => {
  expect(storable({ text: 'a\0b\ud800c😀', list: ['\udc00', 1, null], 'k\0': true })).toEqual({
    text: 'ab\uFFFDc😀',
    list: ['\uFFFD', 1, null],
    k: true,
  });
});
