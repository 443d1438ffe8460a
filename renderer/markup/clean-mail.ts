import createDOMPurify, { type Config, type DOMPurify, type WindowLike } from 'dompurify';
import { HELD_PICTURE, MAIL_ATTRIBUTES, MAIL_ELEMENTS, MAIL_LINK, safeStyle } from './mail-rules.ts';
import { markupPolicy } from './trusted.ts';

/**
 * Cleans a mail's HTML; what it gives is a body of a document of its own, which loads nothing while it is not shown.
 * Written out and read again it is the same body, so that a frame shows what was looked at and nothing else.
 */
export type CleanMail = (html: string) => HTMLElement;

/** A picture of more would be a bomb for whoever draws it. */
const MOST_SIDE = 4000;
/** Written out and read again, markup may change its shape; what still does after this often is shown as bare words. */
const MOST_PASSES = 6;

function keepAttribute(element: Element, name: string, value: string): string | null {
  if (name === 'style') return safeStyle(value) || null;
  if (name === 'href') return element.localName === 'a' && MAIL_LINK.test(value) ? value : null;
  if (name === 'src') return element.localName === 'img' && HELD_PICTURE.test(value) ? value : null;
  if (name === 'width' || name === 'height') return Number.parseInt(value, 10) > MOST_SIDE ? null : value;
  return value;
}

function addHooks(purify: DOMPurify): void {
  purify.addHook('uponSanitizeAttribute', (element, data) => {
    const kept = keepAttribute(element, data.attrName, data.attrValue);
    if (kept === null) data.keepAttr = false;
    else data.attrValue = kept;
  });
}

/** One for each window: `window` is the page's, or jsdom's in a test. */
export function createMailCleaner(window: WindowLike): CleanMail {
  const purify = createDOMPurify(window);
  addHooks(purify);
  const config = {
    ALLOWED_TAGS: [...MAIL_ELEMENTS],
    ALLOWED_ATTR: [...MAIL_ATTRIBUTES],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false,
    SANITIZE_NAMED_PROPS: true,
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
    TRUSTED_TYPES_POLICY: markupPolicy() as never,
  } satisfies Config;
  const once = (html: string): HTMLElement => {
    const root = purify.sanitize(html, config) as unknown as HTMLElement;
    // A document of frames has no body; its words are in the mail's plain text.
    return root.querySelector('body') ?? root.ownerDocument.createElement('body');
  };
  return (html) => {
    let before = html;
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      const body = once(before);
      const now = body.outerHTML;
      if (now === before) return body;
      before = now;
    }
    const body = once('');
    body.textContent = once(before).textContent;
    return body;
  };
}
