import { createHash } from 'node:crypto';
import { maskContactPoint } from '#shared/domain/contact-point.ts';
import type { EmailFacts, ItemData } from '#shared/domain/item-data.ts';
import { ownAddresses } from './email-settings.ts';
import type { MailAddress, ParsedMail } from './parse/parsed-mail.ts';
import type { Taking } from './taking.ts';

const LONGEST_TEXT = 20_000;
const MOST_SHOWN = 100;
const DAY_MS = 86_400_000;
/** A mail that says it is older than this when it arrives says it wrongly. */
const OLDEST_MS = 7 * DAY_MS;

/** What names a mail for good: its Message-ID together with what it says, for anybody may use another's Message-ID. */
export function contentKey(mail: ParsedMail, raw: Buffer): string {
  if (mail.messageId === null) return `sha256:${createHash('sha256').update(raw).digest('hex')}`;
  const hash = createHash('sha256');
  for (const part of [mail.from?.address, mail.subject, mail.date, mail.text, mail.html])
    hash.update(`${part ?? ''}\n`);
  for (const { size } of mail.attachments) hash.update(`${size}\n`);
  return `${mail.messageId.slice(0, 400)}#${hash.digest('hex').slice(0, 16)}`;
}

/** The mail at the beginning of its thread, by its own word. */
export function threadRoot(mail: ParsedMail, externalId: string): string {
  return (mail.references[0] ?? mail.inReplyTo ?? mail.messageId ?? externalId).slice(0, 400);
}

/** When it was written, as far as that can be true; else when the server got it. Never ahead of the hub's clock. */
export function occurredAt(mail: ParsedMail, receivedAt: Date, now: Date): Date {
  const latest = Math.min(receivedAt.getTime(), now.getTime());
  const said = mail.date === null ? latest : Date.parse(mail.date);
  return new Date(said > latest || said < latest - OLDEST_MS ? latest : said);
}

/** What the item of a mail holds. Addresses that are not ours are masked: they show in full as contact points ([PR4]). */
export function emailFacts(taking: Omit<Taking, 'externalId' | 'receivedAt'>): ItemData<'message'> {
  const { mail, verdict, reply, kept, connection, settings } = taking;
  const own = ownAddresses(settings);
  const shown = (a: MailAddress): EmailFacts['from'] => ({
    ...(personName(a.name) === undefined ? {} : { name: a.name }),
    address: own.has(a.address.toLowerCase()) ? a.address : maskContactPoint('email', a.address),
  });
  const list = (addresses: readonly MailAddress[]) => addresses.slice(0, MOST_SHOWN).map(shown);
  const [quotedFrom] = mail.quotedFrom === null || mail.quotedFrom > LONGEST_TEXT ? [] : [mail.quotedFrom];
  const email: EmailFacts = {
    messageId: (mail.messageId ?? '').slice(0, 998),
    from: shown(mail.from ?? { name: '', address: '' }),
    to: list(mail.to),
    ...(mail.cc.length === 0 ? {} : { cc: list(mail.cc) }),
    ...(mail.replyTo.length === 0 ? {} : { replyTo: list(mail.replyTo).slice(0, 10) }),
    ...(replyToDiffers(mail) ? { replyToDiffers: true } : {}),
    auth: verdict,
    ...(mail.automatic === null ? {} : { automatic: mail.automatic }),
    ...(kept.html === undefined ? {} : { html: kept.html }),
    ...(quotedFrom === undefined ? {} : { quotedFrom }),
    rawBlobId: kept.rawBlobId,
    ...(reply === null ? {} : { answers: { conversationId: reply.leg.conversationId, proven: reply.proven } }),
    ...(mail.problems.length === 0 ? {} : { problems: mail.problems.slice(0, 20) }),
  };
  return {
    text: mail.text.slice(0, LONGEST_TEXT),
    ...(kept.attachments.length === 0 ? {} : { attachments: [...kept.attachments] }),
    ...(mail.subject === '' ? {} : { subject: mail.subject }),
    email,
    via: connection.name,
  };
}

/** An answer would go elsewhere than to who it says it is from. */
function replyToDiffers({ from, replyTo }: ParsedMail): boolean {
  return from !== null && replyTo.some(({ address }) => address.toLowerCase() !== from.address.toLowerCase());
}

/** A display name, unless it is an address itself, as programs without an address book write it ([PR4]). */
export const personName = (name: string | undefined): string | undefined =>
  name === undefined || name === '' || name.includes('@') ? undefined : name.slice(0, 200);
