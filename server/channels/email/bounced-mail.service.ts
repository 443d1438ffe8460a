import { type Heard, type HeardItem, sourceOf } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import type { Work } from '#server/work.ts';
import { sentMail } from './email.repository.ts';

type Report = Omit<Heard<'message'>, 'points' | 'legThread'>;

/**
 * Puts a report on a mail of ours onto the thread of whom it was for, whoever sent the report: only who got our mail, or its
 * servers, know its Message-ID. Null when we sent no such mail.
 */
export async function hearBounce(
  work: Work,
  connection: Connection,
  heard: Report,
  messageId: string,
): Promise<HeardItem | null> {
  const sent = await sentMail(work.tx, messageId);
  if (sent === null) return null;
  const source = sourceOf(connection);
  const [known] = await findBySource(work, [{ source, externalId: heard.externalId }]);
  if (known !== undefined) return { ...known, conversationId: null, duplicate: true };
  const { customerId, contactPointId } = sent;
  await lockCustomers(work, [customerId]);
  const { item, conversationId } = await receive(work, {
    customerId,
    contactPointId,
    kind: 'message',
    data: heard.data,
    channel: connection.channel,
    direction: 'in',
    author: { type: 'system', ...(heard.name === undefined ? {} : { name: heard.name }) },
    occurredAt: heard.occurredAt,
    source,
    externalId: heard.externalId,
    connection: { id: connection.id, teamId: connection.teamId },
    quiet: true,
    ...(sent.thread === null ? {} : { thread: sent.thread }),
  });
  return { itemId: item.id, customerId, seq: item.seq, conversationId, duplicate: false };
}
