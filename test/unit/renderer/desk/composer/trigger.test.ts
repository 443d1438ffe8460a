import { describe, expect, it } from 'vitest';
import { findTrigger } from '#renderer/desk/features/composer/trigger.ts';

const at = (text: string) => findTrigger(text, text.length);

describe('what the text at the caret asks for', () => {
  it.each(['/', '／', '・'])('a saved reply by %s at the start of a line or after a space', (sign) => {
    expect(at(`${sign}へんぴん`)).toMatchObject({ kind: 'reply', query: 'へんぴん', start: 0 });
    expect(at(`こんにちは\n${sign}`)).toMatchObject({ kind: 'reply', query: '', start: 6 });
    expect(at(`はい ${sign}re`)).toMatchObject({ kind: 'reply', query: 're' });
    expect(at(`はい　${sign}re`)).toMatchObject({ kind: 'reply', query: 're' });
  });

  it.each(['1/2', 'https://shop.example', 'and/or', '色・柄', '/a b'])('nothing within %s', (text) => {
    expect(at(text)).toBeNull();
  });

  it.each(['@', '＠'])('a colleague by %s, also right after Japanese, where there are no spaces', (sign) => {
    expect(at(`${sign}木村`)).toMatchObject({ kind: 'colleague', query: '木村', start: 0 });
    expect(at(`確認お願いします${sign}き`)).toMatchObject({ kind: 'colleague', query: 'き', start: 8 });
  });

  it('nobody in an email address', () => {
    expect(at('misaki.s@example')).toBeNull();
  });

  it('only what stands before the caret', () => {
    expect(findTrigger('/re turn', 3)).toMatchObject({ query: 're', end: 3 });
    expect(findTrigger('/return', 0)).toBeNull();
  });
});
