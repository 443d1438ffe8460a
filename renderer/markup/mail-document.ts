import type { CleanMail } from './clean-mail.ts';
import { boxMissingPictures } from './held-back.ts';
import { markLinks } from './mail-links.ts';
import { markupPolicy } from './trusted.ts';

/** How a frame of a mail is confined: no script, no origin, no form; a click may ask for a window, which the desktop refuses and asks about. */
export const MAIL_SANDBOX = {
  desktop: 'allow-popups',
  browser: 'allow-popups allow-popups-to-escape-sandbox',
} as const;

/**
 * The frame's own policy, on top of the page's, which a `srcdoc` takes over: nothing is loaded, pictures hold themselves.
 * What the hub fetched for the agent comes as `data:` too.
 */
const POLICY = "default-src 'none'; img-src data:; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const FONT =
  "font: 14px/1.65 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', system-ui, sans-serif";

export type MailDocument = {
  /** For `iframe.srcdoc`; typed as text, trusted markup where the browser knows such. */
  readonly srcdoc: string;
  /** About how high it will be, px at a width of 600; reckoned, since nothing in the frame can measure it. */
  readonly heightPx: number;
  /** It sets colours of its own, so it stands on the white it was written for. */
  readonly hasColours: boolean;
};

type Paper = { readonly dark: boolean; readonly lang: string };

/** Cleans a mail and puts it into a document for a sandboxed frame. */
export function mailDocument(html: string, clean: CleanMail, paper: Paper): MailDocument {
  const body = clean(html);
  const hasColours = colours(body);
  const heightPx = reckonHeight(body);
  markLinks(body);
  boxMissingPictures(body);
  const isDark = paper.dark && !hasColours;
  const ground = body.getAttribute('bgcolor');
  const own = body.getAttribute('style');
  const look = [
    'margin: 0',
    'padding: 12px 14px',
    FONT,
    'overflow-wrap: anywhere',
    isDark ? 'color: #e6e4df' : 'color: #1d1c1a',
    hasColours && 'background-color: #ffffff',
    ground !== null && /^#?[\da-z]+$/iu.test(ground) && `background-color: ${ground}`,
    own,
  ];
  const shell = body.ownerDocument.implementation.createHTMLDocument('');
  const inner = shell.importNode(body, true);
  inner.removeAttribute('bgcolor');
  inner.setAttribute('style', look.filter(Boolean).join('; '));
  shell.documentElement.replaceChild(inner, shell.body);
  shell.documentElement.setAttribute('style', `color-scheme: ${isDark ? 'dark' : 'light'}`);
  shell.documentElement.setAttribute('lang', paper.lang);
  shell.head.replaceChildren(
    meta(shell, 'http-equiv', 'Content-Security-Policy', POLICY),
    meta(shell, 'http-equiv', 'x-dns-prefetch-control', 'off'),
    meta(shell, 'name', 'referrer', 'no-referrer'),
    meta(shell, 'name', 'color-scheme', isDark ? 'dark' : 'light'),
  );
  const markup = `<!doctype html>${shell.documentElement.outerHTML}`;
  return { srcdoc: markupPolicy().createHTML(markup), heightPx, hasColours };
}

function meta(document: Document, kind: 'name' | 'http-equiv', name: string, content: string): HTMLMetaElement {
  const element = document.createElement('meta');
  element.setAttribute(kind, name);
  element.setAttribute('content', content);
  return element;
}

function colours(body: HTMLElement): boolean {
  if (body.hasAttribute('bgcolor') || /(?:^|[\s;-])color\s*:/iu.test(body.getAttribute('style') ?? '')) return true;
  return body.querySelector('[bgcolor], [color], [style*="color"]') !== null;
}

const LINE_PX = 23;
const BLOCK_PX = 28;
const PICTURE_PX = 44;
const WIDTH_PX = 600;
const BLOCK = 'p, div, li, tr, h1, h2, h3, h4, h5, h6, br, hr, blockquote, pre';

/** Words over the width, some room for each block, and what pictures say of their height. */
function reckonHeight(body: HTMLElement): number {
  const text = body.textContent ?? '';
  const wide = [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 14 : 7), 0);
  const blocks = [...body.querySelectorAll(BLOCK)].filter((block) => !block.querySelector(BLOCK)).length;
  const pictures = [...body.querySelectorAll('img')].reduce((sum, image) => {
    const height = Number.parseInt(image.getAttribute('height') ?? '', 10);
    return sum + (Number.isFinite(height) ? height : PICTURE_PX);
  }, 0);
  return Math.ceil(wide / WIDTH_PX) * LINE_PX + blocks * BLOCK_PX + pictures + PICTURE_PX;
}
