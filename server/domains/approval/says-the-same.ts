import { htmlWords } from '#server/domains/messages/html-words.ts';

/**
 * True when formatted text says what the plain text says, and every address behind a link stands in the plain text: then
 * whoever reads the one has read the other. Signs of lists and quotes, spaces and pictures' names are none of the words.
 */
export function saysTheSame(html: string, text: string): boolean {
  if (bare(htmlWords(html)) !== bare(withoutAsides(text, html))) return false;
  return addressesIn(html).every((address) => text.includes(address));
}

const bare = (words: string): string =>
  words
    .normalize('NFKC')
    .split('\n')
    .map((line) => line.replace(/^[\s>]*(?:\d+[.)]\s)?/u, ''))
    .join('')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '')
    .toLowerCase();

/** The desk writes a link's address behind its words, `<https://…>`, and a picture's name in `[…]`. */
function withoutAsides(text: string, html: string): string {
  const links = addressesIn(html).flatMap((address) =>
    ['https://', 'http://', 'mailto:', 'tel:'].flatMap((scheme) => [
      ` <${scheme}${address}>`,
      ` <${scheme}${address}/>`,
    ]),
  );
  const names = attributesOf(html, 'alt').map((name) => `[${name}]`);
  return [...links, ...names].reduce((words, aside) => words.replaceAll(aside, ''), text);
}

const addressesIn = (html: string): string[] =>
  attributesOf(html, 'href').map((href) => href.replace(/^(?:https?:\/\/|mailto:|tel:)/u, '').replace(/\/$/u, ''));

function attributesOf(html: string, name: 'href' | 'alt'): string[] {
  const found = html.matchAll(new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'giu'));
  return [...found].map(([, a, b, c]) => (a ?? b ?? c ?? '').replaceAll('&amp;', '&')).filter((value) => value !== '');
}
