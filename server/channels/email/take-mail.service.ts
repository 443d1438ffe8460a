import { createHash } from 'node:crypto';
import type { DNSResolver } from 'mailauth';
import { type HeardItem, hear, sourceOf } from '#server/channels/hear.ts';
import { markDelivery } from '#server/channels/outgoing/delivery-state.service.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import { insertQuarantine } from '#server/domains/quarantine/quarantine.repository.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import { ERRORS } from '#shared/wire/errors.ts';
import { answerAutomatically } from './auto-answer.service.ts';
import { hearBounce } from './bounced-mail.service.ts';
import { bindMailBlobs, confirmAddress, nameThread } from './email.repository.ts';
import { type EmailSettings, emailSettings, isRelay } from './email-settings.ts';
import { type FoundReply, findReply } from './find-reply.service.ts';
import { contentKey, emailFacts, occurredAt, personName, threadRoot } from './mail-facts.ts';
import { keepMailFiles } from './mail-files.ts';
import { MailLimitError } from './parse/limits.ts';
import type { MailParser } from './parse/mail-parser.ts';
import { maskAscii } from './parse/mask-source.ts';
import type { ParsedWithSource } from './parse/parsed-mail.ts';
import { hearRelayed } from './relay-mail.service.ts';
import type { Taking } from './taking.ts';
import { isOwnTest } from './test-mark.ts';
import { systemResolver, verdictOf } from './verdict.ts';

/** One mail as a server handed it over. */
export type Arrived = { readonly raw: Buffer; readonly receivedAt: Date };

export type TakenIn =
  | {
      readonly outcome: 'item' | 'duplicate';
      readonly itemId: string;
      readonly customerId: string;
      readonly conversationId: string | null;
    }
  | { readonly outcome: 'quarantined'; readonly reason: string; readonly detail: string }
  /** The hub's own try of the mailbox. */
  | { readonly outcome: 'own_test' };

export type Tools = { readonly parser: MailParser; readonly resolver?: DNSResolver };

/**
 * Takes one mail in: read in the worker, its sender judged, its files kept, its place found ([CV10]). What can not be taken
 * in goes to quarantine with its reason; nothing is dropped ([CH4]). The same mail twice is one item ([TL3]). Throws only
 * for faults of the hub (no database), so that whoever fetched it comes again.
 */
export async function takeMail(deps: Deps, connection: Connection, arrived: Arrived, tools: Tools): Promise<TakenIn> {
  const taken = await tryTakeMail(deps, connection, arrived, tools);
  if (taken.outcome === 'quarantined') {
    await quarantineMail(deps, connection, arrived, taken);
  }
  return taken;
}

/** As takeMail, but what can not be taken in is told alone: for what is in quarantine already. */
export async function tryTakeMail(
  deps: Deps,
  connection: Connection,
  arrived: Arrived,
  tools: Tools,
): Promise<TakenIn> {
  try {
    return await takeReadable(deps, connection, arrived, tools);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { outcome: 'quarantined', ...refusal };
  }
}

type Refusal = { readonly reason: string; readonly detail: string };

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof MailLimitError) return { reason: error.code, detail: error.message };
  if (error instanceof AppError && !ERRORS[error.code].retryable && error.code !== 'bad_config') {
    return { reason: error.code === 'invalid' ? 'no_sender' : 'refused', detail: `${error.code}: ${error.message}` };
  }
  return null;
}

async function takeReadable(deps: Deps, connection: Connection, arrived: Arrived, tools: Tools): Promise<TakenIn> {
  const parsed = await tools.parser.parse(arrived.raw);
  const { mail } = parsed;
  if (mail.testMark !== null && (await isOwnTest(deps, mail.testMark))) return { outcome: 'own_test' };
  const externalId = contentKey(mail, arrived.raw);
  const known = await findKnown(deps, connection, externalId);
  if (known !== null) return known;
  // Before the mail is in, so that a hub that stops in between does it again; marks only rise. Reports may have no sender.
  await noteBounce(deps, connection, parsed);
  const settings = emailSettings(connection);
  const verdict = await verdictOf(arrived.raw, mail, verdictSettings(settings), tools.resolver ?? systemResolver);
  const reply = await findReply(deps, settings, mail, verdict.summary === 'pass');
  const kept = await keepMailFiles(deps, connection.id, parsed);
  const taking = { connection, settings, mail, verdict, reply, kept, externalId, receivedAt: arrived.receivedAt };
  const heard = await inWork(deps, (work) => place(work, taking));
  if (heard.duplicate) return { outcome: 'duplicate', ...idsOf(heard) };
  await answerAutomatically(deps, connection, { mail, verdict, heard });
  return { outcome: 'item', ...idsOf(heard) };
}

const idsOf = ({ itemId, customerId, conversationId }: HeardItem) => ({ itemId, customerId, conversationId });

const verdictSettings = ({ authservId, checkDns, trustReceived }: EmailSettings) => ({
  authservId: authservId === '' ? null : authservId,
  checkDns,
  trustReceived,
});

/** Before its files are kept once more. */
async function findKnown(deps: Deps, connection: Connection, externalId: string): Promise<TakenIn | null> {
  const [known] = await inWork(deps, (work) => findBySource(work, [{ source: sourceOf(connection), externalId }]));
  if (known === undefined) return null;
  return { outcome: 'duplicate', itemId: known.itemId, customerId: known.customerId, conversationId: null };
}

async function place(work: Work, taking: Taking): Promise<HeardItem> {
  const { connection, settings, mail, verdict, reply, kept, externalId } = taking;
  const from = mail.from?.address ?? '';
  const heard = {
    externalId,
    kind: 'message' as const,
    data: emailFacts(taking),
    direction: 'in' as const,
    occurredAt: occurredAt(mail, taking.receivedAt, work.at),
    name: personName(mail.from?.name),
    thread: threadRoot(mail, externalId),
    quiet: mail.quiet,
  };
  const bounced = mail.bounce?.originalMessageId ?? null;
  const report = bounced === null ? null : await hearBounce(work, connection, heard, bounced);
  if (report !== null) {
    if (!report.duplicate) await bindMailBlobs(work, kept.blobIds, report.customerId);
    return report;
  }
  if (mail.from === null) throw new AppError('invalid', { details: { reason: 'no sender' } });
  if (isRelay(settings, from)) {
    const item = await hearRelayed(work, connection, { ...heard, quiet: mail.automatic === 'bounce' }, from);
    if (!item.duplicate) await bindMailBlobs(work, kept.blobIds, item.customerId);
    return item;
  }
  const verified = verdict.summary === 'pass';
  const legThread = reply?.proven === true ? await proveReply(work, connection, reply) : undefined;
  const points = [{ kind: 'email' as const, value: from, verified }];
  const item = await hear(work, connection, { ...heard, legThread, points });
  if (!item.duplicate) await bindMailBlobs(work, kept.blobIds, item.customerId);
  return item;
}

/** What we sent to an address came back from it, and its domain vouches for it: the address is its holder's. */
async function proveReply(work: Work, connection: Connection, { leg, fromRecipient }: FoundReply): Promise<string> {
  await lockCustomers(work, [leg.customerId]);
  if (fromRecipient) await confirmAddress(work, leg, sourceOf(connection));
  return nameThread(work, leg.sessionId, `email:${leg.conversationId}`);
}

/** A mail of ours came back: it says so where it stands. */
async function noteBounce(deps: Deps, connection: Connection, { mail }: ParsedWithSource): Promise<void> {
  const { bounce } = mail;
  if (bounce === null || !bounce.failed || bounce.originalMessageId === null) return;
  const reason = ['bounced', bounce.status].filter(Boolean).join(' ');
  await markDelivery(deps, {
    connectionId: connection.id,
    providerId: bounce.originalMessageId,
    state: 'failed',
    reason,
  });
}

/** Keeps a mail that can not be taken in, whole but for card numbers, with what can be told of it. */
export async function quarantineMail(
  deps: Deps,
  connection: Connection,
  { raw, receivedAt }: Arrived,
  { reason, detail }: Refusal,
): Promise<void> {
  const head = raw.subarray(0, 20_000).toString('latin1');
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.{0,300})`, 'im').exec(head)?.[1]?.trim() ?? '';
  await insertQuarantine(deps.db, {
    id: deps.ids.next(),
    connectionId: connection.id,
    reason,
    detail,
    summary: {
      digest: createHash('sha256').update(raw).digest('hex'),
      from: maskAscii(field('From')),
      subject: maskAscii(field('Subject')),
      date: field('Date'),
    },
    raw: Buffer.from(maskAscii(raw.toString('latin1')), 'latin1'),
    contentType: 'message/rfc822',
    receivedAt,
  });
}
