import { convert } from 'html-to-text';

/** The words that a reader of formatted text sees, without the addresses behind its links. */
export const htmlWords = (html: string): string =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
    ],
  });
