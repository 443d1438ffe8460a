import { AppError } from '#server/errors.ts';
import type { RawLine } from './ingest.service.ts';
import { LINE_LIMIT } from './parse-line.ts';

const NEWLINE = 0x0a;
const BOM = 0xfeff;

/** A line of a file, with how many bytes of the file end with it. */
export type FileLine = { readonly raw: RawLine; readonly bytes: number };

/**
 * The lines of NDJSON, numbered from one, blank ones left out. Holds no more than one line in memory: one that is too
 * long is given cut off, which is enough to be told so.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileLine> {
  let line = 0;
  let bytes = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    if (length <= LINE_LIMIT) parts.push(part);
    length += part.length;
  };
  const end = (): FileLine | null => {
    line += 1;
    const raw = asRaw(line, Buffer.concat(parts).subarray(0, LINE_LIMIT + 1));
    parts = [];
    length = 0;
    return raw === null ? null : { raw, bytes };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE, from); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, at));
      bytes += at + 1 - from;
      from = at + 1;
      const ended = end();
      if (ended !== null) yield ended;
    }
    take(chunk.subarray(from));
    bytes += chunk.length - from;
  }
  const last = length > 0 ? end() : null;
  if (last !== null) yield last;
}

function asRaw(line: number, bytes: Buffer): RawLine | null {
  if (bytes.length > LINE_LIMIT) return { line, text: bytes.toString('latin1') };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const plain = line === 1 && text.charCodeAt(0) === BOM ? text.slice(1) : text;
    return plain.trim() === '' ? null : { line, text: plain };
  } catch (error) {
    return { line, error: new AppError('malformed', { cause: error, details: { reason: 'it is not UTF-8' } }) };
  }
}
