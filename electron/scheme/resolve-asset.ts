import { APP_HOST, APP_SCHEME } from './app-origin.ts';

/** What the scheme serves, and as what. A suffix that is not here is not served (source maps, for one). */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
};

export type Asset =
  | { readonly kind: 'file'; readonly path: string; readonly type: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 405 };

const SEGMENT = /^[A-Za-z0-9_@~-][A-Za-z0-9_.@~-]*$/;

/**
 * Which file of the page's folder a request means: GET only, our host only, plain path segments only (no `..`, no
 * percent signs, no backslash, no leading dot, so nothing outside the folder can be named), known types only.
 * A path without a suffix is one of the page's own routes and gets `index.html`. Query and fragment mean nothing.
 */
export function resolveAsset(method: string, rawUrl: string): Asset {
  if (method !== 'GET') return { kind: 'refused', status: 405 };
  const prefix = `${APP_SCHEME}://${APP_HOST}/`;
  // The raw text is judged, not a parsed URL: parsing folds `..` away and would hide an attempt.
  if (rawUrl !== prefix.slice(0, -1) && !rawUrl.startsWith(prefix)) return { kind: 'refused', status: 403 };
  const path = rawUrl.slice(prefix.length).split(/[?#]/, 1)[0] ?? '';
  if (path === '') return html();
  const segments = path.replace(/\/$/, '').split('/');
  if (segments.some((segment) => !SEGMENT.test(segment))) return { kind: 'refused', status: 400 };
  const last = segments.at(-1) ?? '';
  const dot = last.lastIndexOf('.');
  if (dot < 0) return html();
  const type = TYPES[last.slice(dot + 1).toLowerCase()];
  return type === undefined ? { kind: 'refused', status: 404 } : { kind: 'file', path: segments.join('/'), type };
}

function html(): Asset {
  return { kind: 'file', path: 'index.html', type: TYPES['html'] ?? '' };
}
