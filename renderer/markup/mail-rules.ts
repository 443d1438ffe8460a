/**
 * What a mail's HTML may still hold in this window. The hub has cleaned it by rules of its own before; the window cleans
 * it again by these, so that a fault of one of the two is not enough ([CH4]).
 */

/** Words, lists, tables and pictures; nothing that runs, loads, asks or leads away by itself. */
export const MAIL_ELEMENTS: readonly string[] = [
  ...['a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center'],
  ...['cite', 'code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font'],
  ...['footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark'],
  ...['ol', 'p', 'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub'],
  ...['sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'],
];

export const MAIL_ATTRIBUTES: readonly string[] = [
  ...['align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'color', 'colspan', 'datetime', 'dir', 'face'],
  ...['height', 'href', 'lang', 'noshade', 'nowrap', 'reversed', 'rowspan', 'size', 'src', 'start', 'style', 'title'],
  ...['type', 'valign', 'value', 'width'],
];

/** Where a link may lead once somebody clicks it. */
export const MAIL_LINK = /^(?:https?:\/\/|mailto:|tel:)/iu;
/** A picture that holds itself and in which nothing runs: no SVG. */
export const HELD_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/iu;

/** How words look and where boxes stand in their parent. `position`, `content`, `filter` and their like are no part of it. */
const PROPERTIES: ReadonlySet<string> = new Set([
  ...['background-color', 'border', 'border-bottom', 'border-bottom-color', 'border-bottom-style'],
  ...['border-bottom-width', 'border-collapse', 'border-color', 'border-left', 'border-left-color'],
  ...['border-left-style', 'border-left-width', 'border-radius', 'border-right', 'border-right-color'],
  ...['border-right-style', 'border-right-width', 'border-spacing', 'border-style', 'border-top', 'border-top-color'],
  ...[
    'border-top-style',
    'border-top-width',
    'border-width',
    'clear',
    'color',
    'direction',
    'display',
    'float',
    'font',
  ],
  ...['font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'height', 'letter-spacing'],
  ...['line-height', 'list-style-position', 'list-style-type', 'margin', 'margin-bottom', 'margin-left'],
  ...['margin-right', 'margin-top', 'max-height', 'max-width', 'min-height', 'min-width', 'overflow-wrap', 'padding'],
  ...['padding-bottom', 'padding-left', 'padding-right', 'padding-top', 'table-layout', 'text-align'],
  ...['text-decoration', 'text-decoration-color', 'text-indent', 'text-transform', 'unicode-bidi', 'vertical-align'],
  ...['white-space', 'width', 'word-break', 'word-spacing', 'word-wrap'],
]);

/** Colours, lengths, names and the functions of colours: no address, no escape, nothing that fetches. */
const VALUE = /^(?:[\p{L}\p{N}\s.,%#'"+/_-]|(?:rgb|hsl)a?\([\d\s.,%/-]*\)|!important)+$/iu;
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]+|rgba?\([\d\s.,%/-]*\))$/iu;
const MOST_DECLARATIONS = 100;
const MOST_CHARACTERS = 500;

/** The declarations of a `style` that only say how things look. Cleaned twice it is the same as cleaned once. */
export function safeStyle(style: string): string {
  const bare = style.replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, ' ');
  return bare
    .split(';')
    .slice(0, MOST_DECLARATIONS)
    .flatMap((declaration) => safeDeclaration(declaration) ?? [])
    .join('; ');
}

function safeDeclaration(declaration: string): string | null {
  const at = declaration.indexOf(':');
  if (at < 0) return null;
  const property = declaration.slice(0, at).trim().toLowerCase();
  const value = declaration
    .slice(at + 1)
    .trim()
    .replace(/\s+/gu, ' ');
  if (value === '' || value.length > MOST_CHARACTERS) return null;
  // `background: #fff` is so common that its colour is kept.
  if (property === 'background') return COLOUR.test(value) ? `background-color: ${value}` : null;
  return PROPERTIES.has(property) && VALUE.test(value) ? `${property}: ${value}` : null;
}
