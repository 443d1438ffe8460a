import { describe, expect, it } from 'vitest';
import { readAddresses } from '#renderer/desk/features/composer/address-chips.tsx';
import { asLink } from '#renderer/desk/features/composer/rich/link-popover.tsx';
import { documentOf, isFormatted, pastedSlice, plainOf } from '#renderer/desk/features/composer/rich/rich-text.ts';
import { createMailCleaner } from '#renderer/markup/clean-mail.ts';

const clean = createMailCleaner(window);
const doc = (html: string) => documentOf('', html, clean);

describe('formatted words', () => {
  it('have words alone beside them: a line for each paragraph, lists with signs, quotes behind >', () => {
    const html =
      '<p>佐藤様</p><p></p><p><strong>太字</strong>です</p><ul><li><p>一</p></li><li><p>二</p></li></ul>' +
      '<ol><li><p>x</p></li></ol><blockquote><p>前の</p></blockquote>';
    expect(plainOf(doc(html))).toBe('佐藤様\n\n太字です\n- 一\n- 二\n1. x\n> 前の');
  });

  it('give a link’s address where the words do not', () => {
    expect(
      plainOf(doc('<p><a href="https://a.example/x">案内</a> <a href="https://a.example/">a.example/</a></p>')),
    ).toBe('案内 <https://a.example/x> a.example/');
  });

  it('are told apart from plain ones', () => {
    expect(isFormatted(documentOf('一\n二', undefined, clean))).toBe(false);
    expect(isFormatted(doc('<p><a href="https://a.example/">https://a.example/</a></p>'))).toBe(false);
    for (const html of ['<p><b>x</b></p>', '<ul><li><p>x</p></li></ul>', '<p><a href="https://a.example/">x</a></p>']) {
      expect(isFormatted(doc(html)), html).toBe(true);
    }
  });

  it('of a draft without formatting come back line by line', () => {
    expect(plainOf(documentOf('一\n\n二', undefined, clean))).toBe('一\n\n二');
  });

  it('[CH4] take nothing harmful from what was copied elsewhere', () => {
    const slice = pastedSlice(
      '<p onclick="x()">a<img src="https://evil.example/x"><script>x()</script><a href="javascript:x">b</a></p>',
      clean,
    );
    const json = JSON.stringify(slice.toJSON());
    expect(json).toContain('a');
    expect(json).not.toMatch(/evil|javascript|script|onclick/u);
  });
});

describe('addresses that get a copy', () => {
  it('are read as typed or pasted, full-width too', () => {
    expect(readAddresses('Taro <taro@example.jp>, b@example.jp； ｃ@example.jp').good).toEqual([
      'taro@example.jp',
      'b@example.jp',
      'c@example.jp',
    ]);
    expect(readAddresses('nobody example.jp').bad).toEqual(['nobody', 'example.jp']);
  });
});

describe('the address of a link', () => {
  it('gets its scheme, and is never a script', () => {
    expect(asLink('example.jp/a')).toBe('https://example.jp/a');
    expect(asLink('a@example.jp')).toBe('mailto:a@example.jp');
    expect(asLink('tel:0312345678')).toBe('tel:0312345678');
    expect(asLink('javascript:alert(1)')).toBeNull();
    expect(asLink('data:text/html,x')).toBeNull();
  });
});
