import { convert, type HtmlToTextOptions } from 'html-to-text';
import PostalMime, { type Address, type Attachment, addressParser, type Email } from 'postal-mime';
import { automaticKind, type HeaderOf, isQuiet, mayAutoAnswer } from './automatic.ts';
import { readBounce } from './bounce.ts';
import { guessCharset } from './charsets.ts';
import { MAIL_LIMITS, MailLimitError } from './limits.ts';
import { maskSource } from './mask-source.ts';
import { mendCharsets } from './mend-charsets.ts';
import type { MailAddress, MailAttachment, ParsedMail, ParsedWithSource } from './parsed-mail.ts';
import { quotedFrom } from './quoted-text.ts';
import { sanitiseHtml } from './sanitise.ts';
import { type MimeScan, scanMime } from './scan-mime.ts';

/**
 * Reads one mail. Runs in the parse worker, where what it costs is bounded from outside; throws MailLimitError for what
 * costs more than it may or can not be read at all. Whatever is odd but readable is read, and named in `problems`.
 */
export async function parseMail(raw: Buffer): Promise<ParsedWithSource> {
  const latin1 = raw.toString('latin1');
  const scan = scanMime(latin1);
  const { bytes, mended } = mendCharsets(raw, latin1, scan);
  const contentType = scan.parts[0]?.contentType ?? '';
  const email = await readEmail(bytes, contentType);
  const problems = new Set<string>(mended ? ['source_mended'] : []);
  const head = readHead(email, problems);
  const read = readBody(email, problems);
  const attachments = readAttachments(email, problems);
  const isLost = read.text === '' && read.html === null && attachments.length === 0;
  const body = isLost ? rawBody(bytes, scan, problems) : read;
  const header = headerOf(email);
  const facts = { from: head.from?.address ?? '', subject: head.subject, contentType: header('content-type') };
  const automatic = automaticKind(header, facts);
  const reports = email.attachments.map((a) => ({ mimeType: a.mimeType, bytes: bytesOf(a) }));
  const mail: ParsedMail = {
    ...head,
    ...body,
    attachments,
    automatic,
    mayAutoAnswer: mayAutoAnswer(header, automatic),
    quiet: isQuiet(header, automatic),
    testMark: header('x-tsunagi-test') || null,
    bounce: automatic === 'bounce' ? readBounce(reports, body.text) : null,
    authenticationResults: email.headers
      .filter(({ key }) => key === 'authentication-results')
      .map(({ value }) => value.slice(0, 5000))
      .slice(0, 20),
    problems: [...problems],
  };
  return { mail, source: maskSource(raw, latin1, scan) };
}

async function readEmail(bytes: Buffer, contentType: string): Promise<Email> {
  try {
    return await PostalMime.parse(new Uint8Array(bytes), {
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: MAIL_LIMITS.depth + 2,
      // A report's parts are read one by one; a mail within a mail is shown with its words.
      forceRfc822Attachments: contentType === 'multipart/report',
    });
  } catch (error) {
    // biome-ignore lint/style/useErrorCause: the cause is given; the rule knows only the second argument
    throw new MailLimitError('unreadable', error instanceof Error ? error.message : 'the parser gave up', {
      cause: error,
    });
  }
}

type Head = Pick<
  ParsedMail,
  | 'from'
  | 'fromCount'
  | 'to'
  | 'cc'
  | 'replyTo'
  | 'deliveredTo'
  | 'subject'
  | 'date'
  | 'messageId'
  | 'inReplyTo'
  | 'references'
>;

const LONGEST_SUBJECT = 998;
const MOST_ADDRESSES = 100;
const MOST_REFERENCES = 100;

function readHead(email: Email, problems: Set<string>): Head {
  const header = headerOf(email);
  const senders = email.headers
    .filter(({ key }) => key === 'from')
    .flatMap(({ value }) => flatten(addressParser(value) as Address[]));
  const from = flatten(email.from === undefined ? [] : [email.from])[0] ?? senders[0] ?? null;
  if (from === null) problems.add('no_sender');
  if (senders.length > 1) problems.add('several_senders');
  const messageId = messageIds(email.messageId ?? '')[0] ?? null;
  if (messageId === null) problems.add('no_message_id');
  const date = dateOf(email.date ?? header('date'));
  if (date === null) problems.add('no_date');
  const to = flatten(email.to);
  const cc = flatten(email.cc);
  const noted = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to'].flatMap((name) =>
    email.headers.filter(({ key }) => key === name).map(({ value }) => value.replace(/[<>]/g, '').trim()),
  );
  return {
    from,
    fromCount: senders.length,
    to,
    cc,
    replyTo: flatten(email.replyTo).slice(0, 10),
    deliveredTo: [...new Set([...to, ...cc].map(({ address }) => address).concat(noted))].filter(Boolean).slice(0, 300),
    subject: oneLine(email.subject ?? '').slice(0, LONGEST_SUBJECT),
    date,
    messageId,
    inReplyTo: messageIds(email.inReplyTo ?? '')[0] ?? null,
    references: messageIds(email.references ?? '').slice(-MOST_REFERENCES),
  };
}

type Body = Pick<ParsedMail, 'text' | 'quotedFrom' | 'html' | 'remoteImages'>;

function readBody(email: Email, problems: Set<string>): Body {
  const given = email.html ?? '';
  const clean = cleanHtml(given, problems);
  const plain = (email.text ?? '').replace(/\r\n?/g, '\n');
  const text = plain.trim() === '' && given !== '' ? textOf(clean?.html ?? given, problems) : plain;
  const trimmed = text.replace(/\s+$/, '');
  return {
    text: trimmed,
    quotedFrom: quotedFrom(trimmed),
    html: clean?.html ?? null,
    remoteImages: clean?.remoteImages ?? 0,
  };
}

/** A mail whose parts no parser finds still has words: they are shown as they are. */
function rawBody(raw: Buffer, scan: MimeScan, problems: Set<string>): Body {
  const bytes = raw.subarray(scan.parts[0]?.bodyStart ?? 0);
  const charset = guessCharset(bytes, bytes.toString('latin1')) ?? 'latin1';
  const text = new TextDecoder(charset).decode(bytes).replace(/\r\n?/g, '\n').trim();
  if (text.replace(/^--.*$/gm, '').trim() === '') return { text: '', quotedFrom: null, html: null, remoteImages: 0 };
  problems.add('structure_unreadable');
  return { text, quotedFrom: quotedFrom(text), html: null, remoteImages: 0 };
}

function cleanHtml(given: string, problems: Set<string>): { html: string; remoteImages: number } | null {
  if (given.trim() === '') return null;
  if (given.length > MAIL_LIMITS.htmlCharacters) {
    problems.add('html_too_large');
    return null;
  }
  if (isTooDeep(given)) {
    problems.add('html_too_deep');
    return null;
  }
  try {
    const clean = sanitiseHtml(given);
    if (clean === null) problems.add('html_refused');
    return clean;
  } catch {
    // Too deep for the sanitiser: its text is shown alone.
    problems.add('html_unreadable');
    return null;
  }
}

const DEEPEST = 500;

/** Tags that nest and that only their own end closes, counted without a parser: those take quadratic time on such. */
function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash] of html.matchAll(
    /<(\/?)(?:div|span|font|b|i|u|em|strong|a|blockquote|table|section|center|ul|ol|big|small)\b/gi,
  )) {
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1));
    if (depth > DEEPEST) return true;
  }
  return false;
}

const TEXT_OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: MAIL_LIMITS.htmlCharacters, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '…' },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: true } },
    { selector: 'table', format: 'block' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};

function textOf(html: string, problems: Set<string>): string {
  if (problems.has('html_too_deep')) return withoutTags(html);
  try {
    return convert(html, TEXT_OPTIONS);
  } catch {
    problems.add('html_unreadable');
    return withoutTags(html);
  }
}

const withoutTags = (html: string): string =>
  html
    .slice(0, MAIL_LIMITS.htmlCharacters)
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(/\s+/g, ' ');

function readAttachments(email: Email, problems: Set<string>): MailAttachment[] {
  if (email.attachments.length > MAIL_LIMITS.attachments) problems.add('attachments_left_out');
  return email.attachments.slice(0, MAIL_LIMITS.attachments).map((a) => {
    const bytes = bytesOf(a);
    const contentId = a.contentId?.replace(/^\s*<|>\s*$/g, '').trim() ?? '';
    return {
      name: oneLine(a.filename ?? '').slice(0, 500),
      type: a.mimeType.toLowerCase(),
      size: bytes.length,
      inline: a.disposition === 'inline' || a.related === true,
      contentId: contentId === '' ? null : contentId.slice(0, 500),
      bytes,
    };
  });
}

const bytesOf = ({ content }: Attachment): Uint8Array => {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof Uint8Array ? content : new Uint8Array(content);
};

function flatten(addresses: readonly Address[] | undefined): MailAddress[] {
  return (addresses ?? [])
    .flatMap((a) => (a.group === undefined ? [a] : a.group))
    .map(({ name, address }) => ({ name: oneLine(name).slice(0, 500), address: address.trim().slice(0, 320) }))
    .filter(({ address }) => address.includes('@'))
    .slice(0, MOST_ADDRESSES);
}

const headerOf =
  (email: Email): HeaderOf =>
  (name) =>
    (email.headers.find(({ key }) => key === name)?.value ?? '').toLowerCase();

const messageIds = (value: string): string[] => value.match(/<[^<>\s]{1,900}>/g) ?? [];

/** Headers are hostile text: no line breaks, no direction changes, no invisible characters. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();

function dateOf(value: string): string | null {
  const time = Date.parse(value);
  return Number.isFinite(time) && time > 0 ? new Date(time).toISOString() : null;
}
