import { imageSize } from './image-size.ts';

/** What a file is by its bytes; what its sender calls it counts for nothing. */
export type Sniffed = {
  readonly mime: string;
  readonly extensions: readonly string[];
  readonly width?: number;
  readonly height?: number;
};

type Kind = {
  readonly mime: string;
  readonly extensions: readonly string[];
  readonly fits: (bytes: Buffer) => boolean;
};

const ascii = (bytes: Buffer, from: number, text: string) =>
  bytes.subarray(from, from + text.length).toString('latin1') === text;

const KINDS: readonly Kind[] = [
  { mime: 'image/png', extensions: ['png'], fits: (b) => ascii(b, 0, '\x89PNG\r\n\x1a\n') },
  { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'], fits: (b) => ascii(b, 0, '\xff\xd8\xff') },
  { mime: 'image/gif', extensions: ['gif'], fits: (b) => ascii(b, 0, 'GIF87a') || ascii(b, 0, 'GIF89a') },
  { mime: 'image/webp', extensions: ['webp'], fits: (b) => ascii(b, 0, 'RIFF') && ascii(b, 8, 'WEBP') },
  { mime: 'application/pdf', extensions: ['pdf'], fits: (b) => ascii(b, 0, '%PDF-') },
  { mime: 'text/plain', extensions: ['txt', 'csv', 'log', 'md'], fits: isPlainText },
];

/** The media types of files that people may send. */
export const ACCEPTED_TYPES: readonly string[] = KINDS.map(({ mime }) => mime);

/** For people, in the error's sentence. */
export const ACCEPTED_FILES = 'PNG, JPEG, GIF, WebP, PDF, TXT';

/** The kind of a file, or null for any that is not accepted. An image whose size cannot be read is not one. */
export function sniff(bytes: Buffer): Sniffed | null {
  const kind = KINDS.find(({ fits }) => fits(bytes));
  if (kind === undefined) return null;
  const { mime, extensions } = kind;
  if (!mime.startsWith('image/')) return { mime, extensions };
  const size = imageSize(mime, bytes);
  return size === null ? null : { mime, extensions, ...size };
}

/** UTF-8 without control characters: what can only be read. */
function isPlainText(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[^\P{Cc}\t\n\r\f]/u.test(text);
  } catch {
    return false; // not UTF-8
  }
}
