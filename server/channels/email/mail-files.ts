import { randomUUID } from 'node:crypto';
import { asAttachment, type BlobFacts } from '#server/blobs/blob-store.ts';
import { safeFileName } from '#server/blobs/file-name.ts';
import { sniff } from '#server/blobs/sniff.ts';
import type { Deps } from '#server/deps.ts';
import type { Attachment, EmailFacts } from '#shared/domain/item-data.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import { insertEmailHtml } from './email.repository.ts';
import type { MailAttachment, ParsedWithSource } from './parse/parsed-mail.ts';

/** Endings that a file may keep though it is not sniffed: they open in office programs, not in a browser or a shell. */
const KEPT_ENDINGS =
  /^(?:docx?|xlsx?|pptx?|odt|ods|odp|rtf|zip|7z|csv|ics|vcf|eml|msg|heic|heif|tiff?|bmp|mp3|m4a|wav|mp4|mov|avi|ai|psd|json|xml)$/;

/** What a mail brought, kept: nothing of it stands on a thread yet. */
export type KeptMail = {
  readonly blobIds: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly html: EmailFacts['html'];
  readonly rawBlobId: string;
};

const LONGEST_TEXT = 20_000;

/**
 * Keeps a mail's source, its HTML and its files, each under a random id, named and typed by what it is ([CH4]): a sniffed
 * image or PDF as such, anything else as bytes that nothing opens by itself.
 */
export async function keepMailFiles(
  deps: Deps,
  ownerId: string,
  { mail, source }: ParsedWithSource,
): Promise<KeptMail> {
  const blobIds: string[] = [];
  const keep = async (facts: Pick<BlobFacts, 'name' | 'mime' | 'width' | 'height'>, bytes: Buffer) => {
    const blob = {
      ...facts,
      id: randomUUID(),
      ownerType: 'system',
      ownerId,
      customerId: null,
      size: bytes.length,
    } as const;
    await deps.blobs.put(blob, bytes);
    blobIds.push(blob.id);
    return blob;
  };
  const raw = await keep(
    { name: 'message.eml', mime: 'message/rfc822', width: null, height: null },
    Buffer.from(source),
  );
  const attachments: Attachment[] = [];
  const images: Record<string, string> = {};
  for (const file of mail.attachments) {
    const bytes = Buffer.from(file.bytes);
    const blob = await keep(factsOf(file, bytes), bytes);
    const isShownInside = file.contentId !== null && mail.html?.includes(`cid:${file.contentId}`) === true;
    if (file.contentId !== null && blob.mime.startsWith('image/')) images[file.contentId] = blob.id;
    if (!isShownInside) attachments.push(asAttachment(blob));
  }
  if (mail.text.length > LONGEST_TEXT) {
    const whole = Buffer.from(maskSensitive(mail.text), 'utf8');
    attachments.push(
      asAttachment(await keep({ name: 'full-text.txt', mime: 'text/plain', width: null, height: null }, whole)),
    );
  }
  if (mail.html === null) return { blobIds, attachments, html: undefined, rawBlobId: raw.id };
  const html = Buffer.from(maskSensitive(mail.html), 'utf8');
  const { id: blobId } = await keep({ name: 'message.html', mime: 'text/html', width: null, height: null }, html);
  await insertEmailHtml(deps.db, blobId, images);
  return { blobIds, attachments, html: { blobId, remoteImages: mail.remoteImages }, rawBlobId: raw.id };
}

function factsOf(file: MailAttachment, bytes: Buffer): Pick<BlobFacts, 'name' | 'mime' | 'width' | 'height'> {
  const kind = sniff(bytes);
  if (kind !== null) {
    const { mime, extensions, width = null, height = null } = kind;
    return { name: safeFileName(file.name, extensions), mime, width, height };
  }
  const ending = /\.([a-z0-9]{1,8})\s*$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const extensions = KEPT_ENDINGS.test(ending) ? [ending] : [file.type === 'message/rfc822' ? 'eml' : 'bin'];
  return { name: safeFileName(file.name, extensions), mime: 'application/octet-stream', width: null, height: null };
}
