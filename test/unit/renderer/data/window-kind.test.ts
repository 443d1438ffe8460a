import { describe, expect, it } from 'vitest';
import { windowKind } from '#renderer/data/window-kind.ts';

describe('[DK3] what a window shows', () => {
  it.each([
    ['', 'desk'],
    ['?window=conversation', 'conversation'],
    ['?window=', 'desk'],
    ['?window=Conversation', 'desk'],
    ['?x=window%3Dconversation', 'desk'],
  ])('%j is the %s', (search, kind) => {
    expect(windowKind(search)).toBe(kind);
  });
});
