import type { ReactNode } from 'react';
import { isJapanese } from './script.ts';

/** Text that a person wrote, in whatever language: Japanese is marked, so that it gets its size, its glyphs and its voice. */
export function Words({ children }: { readonly children: string }): ReactNode {
  return isJapanese(children) ? <span lang="ja">{children}</span> : children;
}
