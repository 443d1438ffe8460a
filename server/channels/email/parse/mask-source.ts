import { maskSensitive } from '#shared/domain/sensitive.ts';
import { decodeStrictly, knownCharset } from './charsets.ts';
import type { MimePart, MimeScan } from './scan-mime.ts';

/**
 * A mail's source as it is kept: card numbers and My Number masked in its headers and in its text parts ([PR4]). A part that
 * held one is written anew, as base64 of UTF-8; all others stay byte for byte. Gives the source itself when there was none.
 */
export function maskSource(raw: Buffer, latin1: string, scan: MimeScan): Buffer {
  const patches = scan.parts.flatMap((part) => {
    const body = maskBody(raw, latin1, part);
    return body.length > 0 ? body : maskHeaders(latin1, part);
  });
  if (patches.length === 0) return raw;
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { from, to, by } of patches.sort((a, b) => a.from - b.from)) {
    if (from < at) continue;
    pieces.push(raw.subarray(at, from), by);
    at = to;
  }
  return Buffer.concat([...pieces, raw.subarray(at)]);
}

type Patch = { readonly from: number; readonly to: number; readonly by: Buffer };

function maskHeaders(latin1: string, part: MimePart): Patch[] {
  const block = latin1.slice(part.headerStart, part.headerEnd);
  const masked = maskAscii(block);
  if (masked === block) return [];
  return [{ from: part.headerStart, to: part.headerEnd, by: Buffer.from(masked, 'latin1') }];
}

function maskBody(raw: Buffer, latin1: string, part: MimePart): Patch[] {
  if (!part.contentType.startsWith('text/')) return [];
  const bytes = decodeTransfer(
    raw.subarray(part.bodyStart, part.bodyEnd),
    latin1.slice(part.bodyStart, part.bodyEnd),
    part.encoding,
  );
  const charset = knownCharset(part.parameters['charset'] ?? 'utf-8') ?? 'utf-8';
  const text = decodeStrictly(bytes, charset) ?? bytes.toString('latin1');
  const masked = maskSensitive(text);
  if (masked === text) return [];
  const block = latin1.slice(part.headerStart, part.headerEnd);
  const kept = block.replace(/^(content-type|content-transfer-encoding)([ \t]*:)/gim, 'X-Given-$1$2');
  const head = `Content-Type: ${part.contentType}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nX-Tsunagi-Masked: yes\r\n`;
  const body = Buffer.from(masked, 'utf8').toString('base64').replace(/.{76}/g, '$&\r\n');
  const by = Buffer.concat([Buffer.from(head), Buffer.from(maskAscii(kept), 'latin1'), Buffer.from(`\r\n${body}\r\n`)]);
  return [{ from: part.headerStart, to: part.bodyEnd, by }];
}

/** For what is not known to be text: masks in place, with as many characters. */
export const maskAscii = (latin1: string): string =>
  latin1.replace(/[0-9](?:[- ]?[0-9]){11,18}/g, (run) =>
    maskSensitive(run) === run ? run : run.replace(/[0-9]/g, '*'),
  );

function decodeTransfer(bytes: Buffer, latin1: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(latin1, 'base64');
  if (encoding !== 'quoted-printable') return bytes;
  const plain = latin1
    .replace(/[ \t]*=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
