import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Attachment as MailFile, Options } from 'nodemailer/lib/mailer/index.js';
import type { Connection, OutgoingItem } from '#server/channels/provider.ts';
import { ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MailDetails } from '../answer-head.service.ts';
import { conversationHead } from '../email.repository.ts';
import { emailKey } from '../email-keys.ts';
import { type EmailSettings, emailSettings, replyTemplate } from '../email-settings.ts';
import { replyAddress, replyToken } from '../reply-token.ts';

export type ComposedMail = {
  readonly raw: Buffer;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
};

/**
 * The bytes of an answer: HTML with its plain text beside it, files, signature, the mails it answers, and a reply address
 * that only its receiver has. The same item gives the same Message-ID, however often it is tried ([CH3]).
 */
export async function composeMail(deps: Deps, connection: Connection, out: OutgoingItem): Promise<ComposedMail> {
  const settings = emailSettings(connection);
  const details = out.details as MailDetails;
  const { item, to } = out;
  if (to === null) throw new ProviderError('refused', 'no_address', 'the customer has no address here');
  if (item.kind !== 'message') throw new ProviderError('refused', 'not_sendable', `a ${item.kind} is no mail`);
  const conversation = out.conversationId === null ? null : await conversationHead(deps.db, out.conversationId);
  const signature = signatureFor(settings, item.data.text, conversation?.locale ?? null);
  const html = details.htmlBlobId === null ? null : await deps.blobs.bytes(details.htmlBlobId);
  const options: Options = {
    from: { name: settings.senderName, address: settings.address },
    to,
    ...(details.cc.length === 0 ? {} : { cc: [...details.cc] }),
    subject: details.subject,
    messageId: out.ref,
    date: new Date(item.occurredAt),
    ...(details.inReplyTo === null ? {} : { inReplyTo: details.inReplyTo }),
    ...(details.references.length === 0 ? {} : { references: [...details.references] }),
    ...(await replyToFor(deps, settings, out, to)),
    text: withSignature(item.data.text, signature),
    ...(html === null ? {} : { html: htmlDocument(html.toString('utf8'), signature), attachDataUrls: true }),
    attachments: await filesOf(deps, item.data.attachments ?? []),
    headers: details.auto ? AUTOMATIC : {},
    // Nothing is ever read from a disk or an address on behalf of a mail's content.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const raw = await new MailComposer(options).compile().build();
  return { raw, envelope: { from: settings.address, to: [to, ...details.cc, ...details.bcc] } };
}

/** Other machines are told that nobody waits for an answer (RFC 3834). */
const AUTOMATIC = {
  'Auto-Submitted': 'auto-replied',
  'X-Auto-Response-Suppress': 'All',
  'X-Tsunagi-Auto': 'yes',
  Precedence: 'auto_reply',
};

async function replyToFor(
  deps: Deps,
  settings: EmailSettings,
  { conversationId }: OutgoingItem,
  to: string,
): Promise<Pick<Options, 'replyTo'>> {
  const template = replyTemplate(settings);
  const conversation = conversationId === null ? null : await conversationHead(deps.db, conversationId);
  if (template === null || conversationId === null || conversation === null) return {};
  const key = await emailKey(deps, 'reply');
  const token = replyToken(key, { conversationNumber: conversation.number, conversationId, recipient: to });
  return { replyTo: { name: settings.senderName, address: replyAddress(template, token) } };
}

/** The signature of the answer's own language. */
export function signatureFor(settings: EmailSettings, text: string, locale: 'ja' | 'en' | null): string {
  const { signatureJa, signatureEn } = settings;
  const isJapanese =
    /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) || (text === '' && locale !== 'en');
  return (isJapanese ? signatureJa || signatureEn : signatureEn || signatureJa).trim();
}

/** Once, also where the author has put it in already. */
const withSignature = (text: string, signature: string): string =>
  signature === '' || text.includes(signature) ? text : `${text}\n\n${signature}\n`;

function htmlDocument(body: string, signature: string): string {
  const lines = signature.split('\n').map(escapeHtml);
  const isThere = lines.every((line) => body.includes(line.trim()));
  const signed = signature === '' || isThere ? body : `${body}<br><div>${lines.join('<br>')}</div>`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${signed}</body></html>`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

async function filesOf(deps: Deps, attachments: readonly Attachment[]): Promise<MailFile[]> {
  const files: MailFile[] = [];
  for (const { blobId, name, mime } of attachments) {
    const content = await deps.blobs.bytes(blobId);
    if (content === null) throw new ProviderError('refused', 'file_gone', 'an attachment is no longer kept');
    files.push({ filename: name, content, contentType: mime, contentDisposition: 'attachment' });
  }
  return files;
}
