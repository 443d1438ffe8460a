import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { findEmailHtml } from './email.repository.ts';
import { mailParser } from './parse/mail-parser.ts';
import { fetchRemoteImage, type ImageAccess } from './remote-image.ts';

/** What a document may hold of images, inline ones and fetched ones. */
const MOST_IMAGES = 80;
const MOST_BYTES = 15 * 1024 * 1024;
const AT_ONCE = 6;

export type MailDocument = { readonly html: string; readonly remoteImages: number; readonly shown: number };

/** [CH4] No script, no request, no frame, no form: whatever the document says. */
export const DOCUMENT_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The whole document of a mail's HTML, cleaned once more, its own images inside; remote ones only when asked for. Throws
 * `not_found` for a blob that is no mail's HTML, stands on no thread, or can not be cleaned.
 */
export async function mailDocument(
  deps: Deps,
  blobId: string,
  { images, access = {} }: { readonly images: boolean; readonly access?: ImageAccess },
): Promise<MailDocument> {
  const own = await findEmailHtml(deps.db, blobId);
  const bytes = own === null ? null : await deps.blobs.bytes(blobId);
  if (own === null || bytes === null) throw new AppError('not_found');
  const clean = await mailParser.sanitise(bytes.toString('utf8')).catch(() => null);
  if (clean === null) throw new AppError('not_found');
  const withOwn = await putOwnImages(deps, clean.html, own);
  const { html, shown } = images ? await putRemoteImages(withOwn, access) : { html: withOwn, shown: 0 };
  return { html: frame(html), remoteImages: clean.remoteImages, shown };
}

/** Only images that came with this very mail: a content id leads nowhere else. */
async function putOwnImages(deps: Deps, html: string, own: Readonly<Record<string, string>>): Promise<string> {
  const data = new Map<string, string>();
  let size = 0;
  for (const [contentId, blobId] of Object.entries(own).slice(0, MOST_IMAGES)) {
    const facts = await deps.blobs.facts(blobId);
    if (facts === null || !facts.mime.startsWith('image/') || size + facts.size > MOST_BYTES) continue;
    const bytes = await deps.blobs.bytes(blobId);
    if (bytes === null) continue;
    size += bytes.length;
    data.set(contentId, `data:${facts.mime};base64,${bytes.toString('base64')}`);
  }
  return html.replace(/ src="cid:([^"]*)"/gi, (_, id: string) => {
    const address = data.get(decodeContentId(id));
    return address === undefined ? '' : ` src="${address}"`;
  });
}

function decodeContentId(id: string): string {
  const plain = id.replaceAll('&amp;', '&');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain; // a lone percent sign
  }
}

async function putRemoteImages(html: string, access: ImageAccess): Promise<{ html: string; shown: number }> {
  const found = [...html.matchAll(/ data-remote-src="([^"]*)"/g)].map(([, address = '']) => address);
  const addresses = [...new Set(found)].slice(0, MOST_IMAGES);
  const data = new Map<string, string>();
  let size = 0;
  for (let at = 0; at < addresses.length && size < MOST_BYTES; at += AT_ONCE) {
    const some = addresses.slice(at, at + AT_ONCE);
    const fetched = await Promise.all(
      some.map((address) => fetchRemoteImage(address.replaceAll('&amp;', '&'), access)),
    );
    for (const [index, image] of fetched.entries()) {
      if (image === null) continue;
      size += image.length;
      data.set(some[index] ?? '', image);
    }
  }
  let shown = 0;
  const filled = html.replace(/ data-remote-src="([^"]*)"/g, (whole, address: string) => {
    const image = data.get(address);
    if (image === undefined) return whole;
    shown += 1;
    return ` src="${image}"`;
  });
  return { html: filled, shown };
}

const LOOKS = `html{background:#fff;color:#1d1d1b}body{margin:12px;font:14px/1.6 sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:8px 0;padding-left:12px;border-left:2px solid #ccc}
img:not([src]){display:inline-block;min-width:24px;min-height:16px;border:1px dashed #aaa;color:#666;font-size:12px}
pre{white-space:pre-wrap}`;

const frame = (body: string): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><style>${LOOKS}</style></head><body>${body}</body></html>`;
