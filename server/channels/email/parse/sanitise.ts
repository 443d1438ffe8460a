import createDOMPurify, { type Config, type DOMPurify } from 'dompurify';
import { JSDOM } from 'jsdom';
import { safeStyle } from './safe-style.ts';

const TAGS =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  );
const ATTRIBUTES =
  'align alt bgcolor border cellpadding cellspacing colspan color dir face height href lang nowrap open rel reversed rowspan size span src start style target title type valign value width data-remote-src'.split(
    ' ',
  );

/**
 * Only what is named passes, so none of form, input, button, style, svg, math, link, meta, base, iframe or object, and none
 * of srcset, background, poster, ping, action or any handler. What is inside a tag that goes stays, except for code.
 */
const CONFIG: Config = {
  ALLOWED_TAGS: [...TAGS, '#text'],
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|jpe?g|gif|webp);base64,)/i,
  // Only these two hold addresses; the values of all others would fail as such.
  ADD_URI_SAFE_ATTR: ATTRIBUTES.filter((name) => name !== 'href' && name !== 'src'),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  SANITIZE_DOM: true,
  FORBID_CONTENTS:
    'script style template noscript noembed noframes xmp iframe object embed svg math title select textarea audio video'.split(
      ' ',
    ),
};

/** Attributes whose values are text or addresses. */
const WORDY: ReadonlySet<string> = new Set(['href', 'src', 'alt', 'title']);

/** HTML that may be shown ([CH4]): no scripts, nothing that loads by itself. */
export type CleanHtml = {
  readonly html: string;
  /** Images that a reader may ask for: `<img data-remote-src="https://…">`. */
  readonly remoteImages: number;
};

const LONGEST_DATA_IMAGE = 700_000;
const MOST_PASSES = 4;

let purifier: DOMPurify | undefined;

/**
 * Makes a mail's HTML harmless by DOMPurify on jsdom. Cleaning it once more changes nothing: it is cleaned until that is
 * so, and refused (null) when it never is. Inline images stay as `cid:`; remote ones lose their address to an attribute
 * that loads nothing.
 */
export function sanitiseHtml(given: string): CleanHtml | null {
  let html = given;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const next = purify(html);
    if (next === html) return { html, remoteImages: html.split(' data-remote-src="').length - 1 };
    html = next;
  }
  return null;
}

function purify(html: string): string {
  purifier ??= createPurifier();
  return purifier.sanitize(html, CONFIG);
}

function createPurifier(): DOMPurify {
  // No resources are loaded and no scripts run: jsdom's own defaults.
  const purify = createDOMPurify(new JSDOM('').window);
  purify.addHook('uponSanitizeAttribute', (element, event) => {
    if (event.attrName === 'style') {
      event.attrValue = safeStyle(event.attrValue);
      event.keepAttr = event.attrValue !== '';
    } else if (event.attrName === 'data-remote-src') {
      event.forceKeepAttr = element.nodeName === 'IMG' && remoteAddress(event.attrValue) === event.attrValue;
    } else if (event.attrName === 'src' && element.nodeName !== 'IMG') {
      event.keepAttr = false;
    } else if (event.attrName === 'href' && element.nodeName !== 'A') {
      event.keepAttr = false;
    } else if (!WORDY.has(event.attrName) && !/^[\w\s#%.,+-]{0,200}$/.test(event.attrValue)) {
      // A size, a colour, a language: nothing else belongs there.
      event.keepAttr = false;
    }
  });
  purify.addHook('beforeSanitizeAttributes', (element) => {
    if (element.nodeName === 'IMG') holdBackImage(element);
  });
  purify.addHook('afterSanitizeAttributes', (element) => {
    if (element.nodeName === 'A') guardLink(element);
    else if (element.nodeName !== 'IMG') return;
    else if (element.hasAttribute('src') && !isShownAtOnce(element.getAttribute('src') ?? ''))
      element.removeAttribute('src');
  });
  return purify;
}

/** A remote image's address moves to where it loads nothing. */
function holdBackImage(image: Element): void {
  const address = remoteAddress(image.getAttribute('src') ?? '');
  if (address === null) return;
  image.removeAttribute('src');
  if (!image.hasAttribute('data-remote-src')) image.setAttribute('data-remote-src', address);
}

/** The normal form of an http(s) address, also one without its scheme; null for anything else. */
function remoteAddress(given: string): string | null {
  const text = given.replace(/[\t\r\n]/g, '').trim();
  const url = URL.parse(/^[\\/]{2}/.test(text) ? `https:${text}` : text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') return null;
  url.username = '';
  url.password = '';
  return url.href;
}

function isShownAtOnce(src: string): boolean {
  if (/^cid:/i.test(src)) return true;
  return src.length <= LONGEST_DATA_IMAGE && /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i.test(src);
}

function guardLink(link: Element): void {
  const href = (link.getAttribute('href') ?? '').trim();
  if (!/^(?:https?:|mailto:|tel:)/i.test(href)) {
    for (const name of ['href', 'target', 'rel']) link.removeAttribute(name);
    return;
  }
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow');
}
