import { fileAddress, plainPictureAddress } from '#server/channels/messaging/file-door.ts';
import { type AnswerDraft, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Attachment } from '#shared/domain/item-data.ts';

/** LINE's own limits, in UTF-16 units, messages and bytes. */
export const TEXT_UNITS = 5000;
const MESSAGES_AT_ONCE = 5;
export const PICTURE_BYTES = 10 * 1024 * 1024;
const PREVIEW_BYTES = 1024 * 1024;
export const PICTURE_TYPES: readonly string[] = ['image/png', 'image/jpeg'];

/** Refuses before it is an item what LINE would not take: `too_large`, `unsupported_file`. */
export function checkLineAnswer({ text, attachments }: Pick<AnswerDraft, 'text' | 'attachments'>): void {
  const wrong = attachments.find(({ mime }) => !PICTURE_TYPES.includes(mime));
  if (wrong !== undefined) throw new AppError('unsupported_file', { details: { expected: 'PNG, JPEG' } });
  if (attachments.some(({ size }) => size > PICTURE_BYTES))
    throw new AppError('too_large', { details: { limit: '10 MB' } });
  if (piecesOf(text).length + attachments.length > MESSAGES_AT_ONCE)
    throw new AppError('too_large', { details: { limit: `${MESSAGES_AT_ONCE} × ${TEXT_UNITS}` } });
}

/** The text in pieces that each fit, cut at a line or a sentence where there is one, never inside a character. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > TEXT_UNITS) {
    const cut = cutAt(rest);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function cutAt(text: string): number {
  const head = text.slice(0, TEXT_UNITS);
  const end = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('。')) + 1;
  if (end > TEXT_UNITS / 2) return end;
  const last = head.charCodeAt(TEXT_UNITS - 1);
  return last >= 0xd800 && last <= 0xdbff ? TEXT_UNITS - 1 : TEXT_UNITS;
}

/** An answer as LINE takes it. LINE fetches pictures itself: throws `no_public_url` where it could not. */
export function messagesOf(deps: Deps, text: string, files: readonly Attachment[]): readonly unknown[] {
  const pictures = files.map(({ blobId, size }) => {
    const originalContentUrl = fileAddress(deps, blobId);
    if (originalContentUrl === null)
      throw new ProviderError('config', 'no_public_url', 'LINE fetches pictures: set TSUNAGI_PUBLIC_URL');
    const previewImageUrl = size <= PREVIEW_BYTES ? originalContentUrl : plainPictureAddress(deps);
    return { type: 'image', originalContentUrl, previewImageUrl };
  });
  return [...piecesOf(text).map((piece) => ({ type: 'text', text: piece })), ...pictures];
}
