import { randomUUID } from 'node:crypto';
import { postgresBlobStore } from '#server/blobs/blobs.repository.ts';
import type { AnswerTo, Connection, PreparedAnswer } from '#server/channels/provider.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import { withoutReplyMarks } from '#shared/domain/reply-subject.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import { bindMailBlobs, conversationHead, insertEmailHtml, mailsOf } from './email.repository.ts';
import { domainOf, emailSettings } from './email-settings.ts';
import { mailParser } from './parse/mail-parser.ts';

/** What `deliver` needs of an answer beside its item; kept with the outgoing row. */
export type MailDetails = {
  readonly subject: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly htmlBlobId: string | null;
  /** A machine of ours wrote it; other machines are told so. */
  readonly auto: boolean;
};

type Answer = { readonly to: AnswerTo; readonly format: MessageFormat; readonly auto?: boolean };
type Head = Required<Pick<PreparedAnswer, 'data' | 'ref'>> & { readonly details: MailDetails };

const MOST_REFERENCES = 20;

/**
 * The head of an answer, fixed before its first attempt ([CH3]): Message-ID, the mails it answers, its subject, and its HTML
 * made harmless and kept. Throws `no_channel` for a leg without an address, `invalid` for HTML that can not be cleaned.
 */
export async function answerHead(
  work: Work,
  connection: Connection,
  { to, format, auto = false }: Answer,
): Promise<Head> {
  const settings = emailSettings(connection);
  if (to.contactPointId === null) throw new AppError('no_channel');
  const mails = await mailsOf(work.tx, to.conversationId);
  const conversation = await conversationHead(work.tx, to.conversationId);
  const ids = mails.flatMap(({ messageId }) => (messageId === '' ? [] : [messageId]));
  const ref = `<${randomUUID()}@${domainOf(settings.address)}>`;
  const subject = oneLine(
    format.subject ?? replySubject(mails.at(-1)?.subject ?? conversation?.subject ?? null, conversation),
  );
  const html = format.html === undefined ? null : await keepHtml(work, connection.id, to.customerId, format.html);
  const email: EmailFacts = {
    messageId: ref,
    from: { ...(settings.senderName === '' ? {} : { name: settings.senderName }), address: settings.address },
    to: [],
    ...(format.cc === undefined || format.cc.length === 0 ? {} : { cc: format.cc.map((address) => ({ address })) }),
    ...(html === null ? {} : { html }),
  };
  const details: MailDetails = {
    subject,
    inReplyTo: mails.findLast(({ direction }) => direction === 'in')?.messageId ?? ids.at(-1) ?? null,
    references: ids.slice(-MOST_REFERENCES),
    cc: format.cc ?? [],
    bcc: format.bcc ?? [],
    htmlBlobId: html?.blobId ?? null,
    auto,
  };
  return { ref, details, data: { subject, email } };
}

/** The subject an answer has unless its author gives another. */
export function replySubject(
  subject: string | null,
  conversation: { number: number; locale: 'ja' | 'en' | null } | null,
): string {
  if (subject !== null && subject.trim() !== '') return `Re: ${withoutReplyMarks(subject)}`;
  const number = conversation?.number ?? '';
  return conversation?.locale === 'en' ? `Your inquiry (No. ${number})` : `お問い合わせの件（受付番号 ${number}）`;
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 500);

async function keepHtml(
  work: Work,
  ownerId: string,
  customerId: string,
  given: string,
): Promise<NonNullable<EmailFacts['html']>> {
  const clean = await mailParser.sanitise(given).catch(() => null);
  if (clean === null) throw new AppError('invalid', { details: { reason: 'html' } });
  const bytes = Buffer.from(maskSensitive(clean.html), 'utf8');
  const blobId = randomUUID();
  const facts = { name: 'message.html', mime: 'text/html', size: bytes.length, width: null, height: null };
  const store = postgresBlobStore(work.tx, { now: () => work.at });
  await store.put({ ...facts, id: blobId, ownerType: 'system', ownerId, customerId: null }, bytes);
  await insertEmailHtml(work.tx, blobId, {});
  await bindMailBlobs(work, [blobId], customerId);
  return { blobId, remoteImages: clean.remoteImages };
}
