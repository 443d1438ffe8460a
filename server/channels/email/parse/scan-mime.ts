import { MAIL_LIMITS, MailLimitError } from './limits.ts';

/** One part as it lies in the source; offsets in bytes. */
export type MimePart = {
  readonly headerStart: number;
  /** Behind the last header's line end. */
  readonly headerEnd: number;
  readonly bodyStart: number;
  bodyEnd: number;
  readonly depth: number;
  readonly contentType: string;
  readonly encoding: string;
  readonly parameters: Readonly<Record<string, string>>;
};

export type MimeScan = { readonly parts: readonly MimePart[]; readonly depth: number };

type Boundary = { readonly marker: string; readonly depth: number };

/**
 * Walks a mail's structure without decoding anything, in one pass over its lines, so that a mail made to choke a parser is
 * refused before one sees it. Throws MailLimitError.
 */
export function scanMime(source: string): MimeScan {
  if (source.length > MAIL_LIMITS.bytes) {
    throw new MailLimitError('too_large', `${source.length} bytes; at most ${MAIL_LIMITS.bytes}`);
  }
  return new Scanner(source).run();
}

class Scanner {
  readonly #source: string;
  readonly #parts: MimePart[] = [];
  readonly #boundaries: Boundary[] = [];
  #open: MimePart | null = null;
  #deepest = 0;

  constructor(source: string) {
    this.#source = source;
  }

  run(): MimeScan {
    let at = this.#readPart(0, 0);
    while (at < this.#source.length) {
      const end = lineEnd(this.#source, at);
      at = this.#source.startsWith('--', at) ? this.#readMarker(at, end) : end;
    }
    this.#close(this.#source.length);
    return { parts: this.#parts, depth: this.#deepest };
  }

  /** A line that may be a boundary; gives where to read on. */
  #readMarker(start: number, end: number): number {
    const line = this.#source.slice(start, Math.min(end, start + 1000)).trimEnd();
    const found = this.#boundaries.findLastIndex(({ marker }) => line === marker || line === `${marker}--`);
    const boundary = this.#boundaries[found];
    if (boundary === undefined) return end;
    this.#close(start);
    const closing = line !== boundary.marker;
    this.#boundaries.length = closing ? found : found + 1;
    return closing ? end : this.#readPart(end, boundary.depth);
  }

  /** Reads the headers of a part; gives where its body begins. */
  #readPart(start: number, depth: number): number {
    if (this.#parts.length >= MAIL_LIMITS.parts) {
      throw new MailLimitError('too_many_parts', `more than ${MAIL_LIMITS.parts} parts`);
    }
    if (depth > MAIL_LIMITS.depth)
      throw new MailLimitError('too_deep', `parts nested deeper than ${MAIL_LIMITS.depth}`);
    this.#deepest = Math.max(this.#deepest, depth);
    const { headerEnd, bodyStart } = this.#headers(start);
    const fields = readFields(this.#source.slice(start, Math.min(headerEnd, start + 200_000)));
    const { value: contentType, parameters } = parseParameters(fields.get('content-type') ?? 'text/plain');
    const encoding = (fields.get('content-transfer-encoding') ?? '7bit').trim().toLowerCase();
    const part = {
      headerStart: start,
      headerEnd,
      bodyStart,
      bodyEnd: bodyStart,
      depth,
      contentType,
      encoding,
      parameters,
    };
    this.#parts.push(part);
    this.#open = part;
    if (contentType.startsWith('multipart/') && parameters['boundary'] !== undefined) {
      this.#boundaries.push({ marker: `--${parameters['boundary']}`.trimEnd(), depth: depth + 1 });
    } else if (contentType === 'message/rfc822' && (encoding === '7bit' || encoding === '8bit')) {
      return this.#readPart(bodyStart, depth + 1);
    }
    return bodyStart;
  }

  #headers(start: number): { headerEnd: number; bodyStart: number } {
    let at = start;
    let firstStray = -1;
    while (at < this.#source.length) {
      const end = lineEnd(this.#source, at);
      const first = this.#source[at];
      if (first === '\n' || (first === '\r' && this.#source[at + 1] === '\n')) return { headerEnd: at, bodyStart: end };
      // A part whose headers never end: the next boundary is no header of it.
      if (first === '-' && this.#isMarker(at, end)) return { headerEnd: at, bodyStart: at };
      if (firstStray === -1 && at > start && !isHeaderLine(this.#source, at)) firstStray = at;
      at = end;
    }
    // Headers that nothing ends: what looks like none is where the text began.
    const bodyStart = firstStray === -1 ? at : firstStray;
    return { headerEnd: bodyStart, bodyStart };
  }

  #isMarker(start: number, end: number): boolean {
    const line = this.#source.slice(start, Math.min(end, start + 1000)).trimEnd();
    return this.#boundaries.some(({ marker }) => line === marker || line === `${marker}--`);
  }

  #close(at: number): void {
    if (this.#open !== null) this.#open.bodyEnd = at;
    this.#open = null;
  }
}

function lineEnd(source: string, from: number): number {
  const at = source.indexOf('\n', from);
  return at === -1 ? source.length : at + 1;
}

const isHeaderLine = (source: string, at: number): boolean =>
  /^(?:[ \t]|[!-9;-~]{1,200}[ \t]*:)/.test(source.slice(at, at + 220));

/** The last of each header, unfolded, by lower-case name. */
function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** `text/plain; charset="x"` as its value, in lower case, and its parameters. */
export function parseParameters(header: string): { value: string; parameters: Record<string, string> } {
  const [value = '', ...rest] = header.slice(0, 10_000).split(';');
  const parameters: Record<string, string> = {};
  for (const match of rest.join(';').matchAll(/([\w*-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/g)) {
    const name = match[1]?.toLowerCase();
    if (name !== undefined) parameters[name] ??= match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '';
  }
  return { value: value.trim().toLowerCase(), parameters };
}
