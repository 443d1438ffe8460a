import { createHash, randomUUID } from 'node:crypto';
import { asAttachment } from '#server/blobs/blob-store.ts';
import { bindToCustomer } from '#server/blobs/blobs.repository.ts';
import { safeFileName } from '#server/blobs/file-name.ts';
import { sniff } from '#server/blobs/sniff.ts';
import { type Heard, type HeardItem, hear, sourceOf } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import { quarantineRaw } from '#server/domains/quarantine/keep-raw.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { FormValues } from './form-page.ts';
import { FORM_WORDS } from './form-words.ts';
import type { SubmittedFile } from './read-submission.ts';

export type Inquiry = {
  readonly values: FormValues;
  readonly locale: Locale;
  readonly files: readonly SubmittedFile[];
};

/** The same words from the same address within this are one inquiry: people press twice. In milliseconds. */
const SAME_WITHIN_MS = 10 * 60_000;

/** An inquiry onto its customer's thread. What it says of its sender is merely said: it proves nobody's address ([ID2]). */
export async function takeInquiry(deps: Deps, connection: Connection, inquiry: Inquiry): Promise<HeardItem> {
  const attachments: Attachment[] = [];
  for (const file of inquiry.files) attachments.push(await keepFile(deps, connection.id, file));
  return inWork(deps, async (work) => {
    const externalId = await nameOf(work, connection, inquiry.values);
    const heard = await hear(work, connection, { ...heardFrom(inquiry, attachments, work.at), externalId });
    if (heard.duplicate) return heard;
    for (const { blobId } of attachments) await bindToCustomer(work.tx, blobId, heard.customerId);
    return heard;
  });
}

async function keepFile(deps: Deps, ownerId: string, { name, bytes }: SubmittedFile): Promise<Attachment> {
  const kind = sniff(bytes);
  if (kind === null) throw new Error('a file that was taken can be told');
  const blob = {
    id: randomUUID(),
    ownerType: 'system',
    ownerId,
    customerId: null,
    name: safeFileName(name, kind.extensions),
    mime: kind.mime,
    size: bytes.length,
    width: kind.width ?? null,
    height: kind.height ?? null,
  } as const;
  await deps.blobs.put(blob, bytes);
  return asAttachment(blob);
}

function heardFrom(
  { values, locale }: Inquiry,
  attachments: Attachment[],
  at: Date,
): Omit<Heard<'message'>, 'externalId'> {
  const words = FORM_WORDS[locale];
  const { name, email, phone, order, category, message } = values;
  const given = [
    { label: words.category, value: category },
    { label: words.order, value: order },
    { label: words.phone, value: phone },
  ].filter(({ value }) => value !== '');
  return {
    kind: 'message',
    data: {
      text: message,
      ...(category === '' ? {} : { subject: category }),
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(given.length === 0 ? {} : { form: given }),
    },
    direction: 'in',
    occurredAt: at,
    points: [
      { kind: 'email', value: email, verified: false },
      ...(phone === '' ? [] : [{ kind: 'phone', value: phone, verified: false } as const]),
    ],
    name,
    locale,
  };
}

/**
 * What names an inquiry: its words, its address and the ten minutes it came in. Where it came before within that time, but on
 * the other side of their turn, the name it had then.
 */
async function nameOf(work: Work, connection: Connection, values: FormValues): Promise<string> {
  const slot = Math.floor(work.at.getTime() / SAME_WITHIN_MS);
  const before = idOf(values, slot - 1);
  const [known] = await findBySource(work, [{ source: sourceOf(connection), externalId: before }]);
  const isSame = known !== undefined && work.at.getTime() - known.receivedAt.getTime() <= SAME_WITHIN_MS;
  return isSame ? before : idOf(values, slot);
}

const idOf = ({ email, message }: FormValues, slot: number): string =>
  createHash('sha256')
    .update(JSON.stringify([slot, email.toLowerCase(), message]))
    .digest('hex');

/** Keeps what looks like a program's, whole but for its files: a lead looks, and lets it in where it is a person's. */
export async function quarantineInquiry(
  deps: Deps,
  connection: Connection,
  inquiry: Inquiry,
  reason: string,
): Promise<void> {
  const { values, locale } = inquiry;
  await quarantineRaw(deps, {
    connectionId: connection.id,
    reason: 'spam',
    detail: reason,
    summary: { from: values.email, subject: values.category, text: values.message.slice(0, 500) },
    raw: Buffer.from(JSON.stringify({ values, locale })),
    contentType: 'application/json',
  });
}
