import { Words } from './words.tsx';

/** Signs that turn the direction of what follows, or that are no signs at all; in a sender's words they only deceive. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const DECEIVING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Text by somebody outside without the signs that make it look like something else. Line breaks and tabs stay. */
export const plainText = (text: string): string => text.replace(/\r\n?/gu, '\n').replace(DECEIVING, '');

/** As `plainText`, on one line. */
export const plainLine = (text: string): string => plainText(text).replace(/\s+/gu, ' ').trim();

/** A name, a subject or an address by somebody outside, which can turn nothing around it. */
export function Hostile({ children }: { readonly children: string }) {
  return (
    <bdi>
      <Words>{plainLine(children)}</Words>
    </bdi>
  );
}
