import { randomUUID } from 'node:crypto';
import { asAttachment, type BlobFacts } from '#server/blobs/blob-store.ts';
import { bindToCustomer } from '#server/blobs/blobs.repository.ts';
import { safeFileName } from '#server/blobs/file-name.ts';
import { sniff } from '#server/blobs/sniff.ts';
import type { Deps } from '#server/deps.ts';
import type { Work } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';

/** More is not taken: it would be held in memory whole. */
export const MEDIA_LIMIT = 50 * 1024 * 1024;

/** Types that are no picture but are known by what the provider calls them, so that they keep a useful ending. */
const ENDINGS: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/amr': 'amr',
};
const NAMED = /\.(docx?|xlsx?|pptx?|csv|zip|vcf|ics|heic|rtf|mp4|m4a|mp3)$/i;

/**
 * Keeps a file that a customer sent, under a random id, named and typed by its bytes: a picture or a PDF as such, sound
 * and film by the provider's word, anything else as bytes that nothing opens by itself.
 */
export async function keepFile(
  deps: Pick<Deps, 'blobs'>,
  ownerId: string,
  file: { readonly name: string; readonly type: string; readonly bytes: Buffer },
): Promise<Attachment> {
  const kind = sniff(file.bytes);
  const ending = ENDINGS[file.type];
  const named = NAMED.exec(file.name)?.[1]?.toLowerCase() ?? 'bin';
  const mime = kind?.mime ?? (ending === undefined ? 'application/octet-stream' : file.type);
  const blob: BlobFacts = {
    id: randomUUID(),
    ownerType: 'system',
    ownerId,
    customerId: null,
    name: safeFileName(file.name, kind?.extensions ?? [ending ?? named]),
    mime,
    size: file.bytes.length,
    width: kind?.width ?? null,
    height: kind?.height ?? null,
  };
  await deps.blobs.put(blob, file.bytes);
  return asAttachment(blob);
}

/** Binds kept files to the customer whose thread they stand on now. */
export async function bindFiles(work: Work, files: readonly Attachment[], customerId: string): Promise<void> {
  for (const { blobId } of files) await bindToCustomer(work.tx, blobId, customerId);
}
