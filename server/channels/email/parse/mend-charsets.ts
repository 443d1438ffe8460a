import { decodeStrictly, guessCharset, hasJapaneseEscapes, knownCharset, mayNeedMending } from './charsets.ts';
import type { MimePart, MimeScan } from './scan-mime.ts';

type Patch = { readonly from: number; readonly to: number; readonly by: Buffer };

/**
 * Makes readable what says its charset wrongly or not at all, as much Japanese mail does: raw bytes in headers, bodies
 * without a charset or in another than they claim. Such pieces become UTF-8 in a copy for the parser; the source itself
 * is kept as it came. Gives the source when nothing had to be mended.
 */
export function mendCharsets(raw: Buffer, latin1: string, scan: MimeScan): { bytes: Buffer; mended: boolean } {
  const patches = scan.parts.flatMap((part) => [
    ...mendSeparator(latin1, part),
    ...mendBody(raw, latin1, part),
    ...mendHeaders(raw, latin1, part),
  ]);
  if (patches.length === 0) return { bytes: raw, mended: false };
  patches.sort((a, b) => a.from - b.from);
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { from, to, by } of patches) {
    if (from < at) continue;
    pieces.push(raw.subarray(at, from), by);
    at = to;
  }
  pieces.push(raw.subarray(at));
  return { bytes: Buffer.concat(pieces), mended: true };
}

/** The empty line between headers and text that somebody left out. */
function mendSeparator(latin1: string, part: MimePart): Patch[] {
  const at = part.bodyStart;
  if (part.headerEnd !== at || at >= latin1.length || latin1.startsWith('--', at)) return [];
  return [{ from: at, to: at, by: Buffer.from('\r\n') }];
}

/** Line by line, for every line may be in another charset. */
function mendHeaders(raw: Buffer, latin1: string, part: MimePart): Patch[] {
  const block = latin1.slice(part.headerStart, part.headerEnd);
  if (!mayNeedMending(block)) return [];
  const patches: Patch[] = [];
  for (let from = part.headerStart; from < part.headerEnd; ) {
    const end = latin1.indexOf('\n', from) + 1 || part.headerEnd;
    const to = Math.min(end, part.headerEnd);
    const line = latin1.slice(from, to);
    const bytes = raw.subarray(from, to);
    const charset = mayNeedMending(line) ? guessCharset(bytes, line) : null;
    const text = charset === null || charset === 'utf-8' ? null : decodeStrictly(bytes, charset);
    if (text !== null) patches.push({ from, to, by: Buffer.from(text, 'utf8') });
    from = to;
  }
  return patches;
}

/** What us-ascii and iso-8859-1 are to the platform. */
const LATIN = 'windows-1252';
const CLEARLY_JAPANESE = 8;
const PLAIN_ENCODINGS = new Set(['7bit', '8bit', 'binary', '']);

function mendBody(raw: Buffer, latin1: string, part: MimePart): Patch[] {
  if (!part.contentType.startsWith('text/') || !PLAIN_ENCODINGS.has(part.encoding)) return [];
  const body = latin1.slice(part.bodyStart, part.bodyEnd);
  if (!mayNeedMending(body)) return [];
  const bytes = raw.subarray(part.bodyStart, part.bodyEnd);
  const declared = knownCharset(part.parameters['charset'] ?? '');
  const shifted = declared === 'iso-2022-jp' && body.includes('\u000e');
  const fits = declared !== null && !hidesJapanese(declared, body) && decodeStrictly(bytes, declared) !== null;
  // Latin-1 reads whatever it is given: only clearly Japanese words speak against it.
  const better = declared === LATIN ? guessCharset(bytes, body, CLEARLY_JAPANESE) : null;
  if (fits && !shifted && better === null) return [];
  const charset = better ?? (fits ? declared : guessCharset(bytes, body));
  const text = charset === null ? null : decodeStrictly(bytes, charset);
  if (text === null) return [];
  return [
    { from: part.headerStart, to: part.headerStart, by: Buffer.from(`Content-Type: ${withUtf8(part)}\r\n`) },
    ...hideContentType(latin1, part),
    { from: part.bodyStart, to: part.bodyEnd, by: Buffer.from(text, 'utf8') },
  ];
}

/** Other charsets read the escapes of ISO-2022-JP too, as nonsense. */
const hidesJapanese = (charset: string, body: string): boolean => charset !== 'iso-2022-jp' && hasJapaneseEscapes(body);

function withUtf8(part: MimePart): string {
  const others = Object.entries(part.parameters).filter(([name]) => name !== 'charset');
  const quoted = others.map(([name, value]) => `; ${name}="${value.replace(/["\\\r\n]/g, '')}"`);
  return `${part.contentType}; charset=utf-8${quoted.join('')}`;
}

/** The header it had goes by another name, so that there is one. */
function hideContentType(latin1: string, part: MimePart): Patch[] {
  const block = latin1.slice(part.headerStart, part.headerEnd);
  return [...block.matchAll(/^content-type[ \t]*:/gim)].map(({ index, 0: name }) => ({
    from: part.headerStart + index,
    to: part.headerStart + index + name.length,
    by: Buffer.from('X-Given-Content-Type:'),
  }));
}
