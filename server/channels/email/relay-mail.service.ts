import { type Heard, type HeardItem, sourceOf } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { insertCustomers, lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import { indexCustomer } from '#server/domains/search/customer-words.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { customerOfOrder, holderOf, holdShared, sharedPoint } from './email.repository.ts';
import { orderNumbersIn } from './order-numbers.ts';

type Relayed = Omit<Heard<'message'>, 'points' | 'legThread'>;

/**
 * Takes in a mail that a marketplace relays: its address is made for one order, so it proves nobody and is marked shared
 * ([ID4]); whose it is, the order's number says. Without one that is known it is whoever wrote by that address before, else
 * somebody new.
 */
export async function hearRelayed(
  work: Work,
  connection: Connection,
  heard: Relayed,
  from: string,
): Promise<HeardItem> {
  const source = sourceOf(connection);
  const [known] = await findBySource(work, [{ source, externalId: heard.externalId }]);
  if (known !== undefined) return { ...known, conversationId: null, duplicate: true };
  const address = normaliseContactPoint('email', from);
  if (address === null) throw new AppError('invalid', { details: { reason: 'no usable contact point' } });
  const contactPointId = await sharedPoint(work, address);
  const customerId = await customerFor(work, contactPointId, heard);
  await lockCustomers(work, [customerId]);
  await holdShared(work, contactPointId, customerId, source);
  const { item, conversationId } = await receive(work, {
    customerId,
    contactPointId,
    kind: 'message',
    data: heard.data,
    channel: connection.channel,
    direction: heard.direction,
    author: { type: 'customer', ...(heard.name === undefined ? {} : { name: heard.name }) },
    occurredAt: heard.occurredAt,
    source,
    externalId: heard.externalId,
    connection: { id: connection.id, teamId: connection.teamId },
    quiet: heard.quiet,
    ...(heard.thread === undefined ? {} : { thread: `${source}:${heard.thread}` }),
  });
  return { itemId: item.id, customerId, seq: item.seq, conversationId, duplicate: false };
}

async function customerFor(work: Work, contactPointId: string, heard: Relayed): Promise<string> {
  const { text, subject = '' }: ItemData<'message'> = heard.data;
  const ofOrder =
    (await customerOfOrder(work.tx, orderNumbersIn(subject))) ?? (await customerOfOrder(work.tx, orderNumbersIn(text)));
  const known = ofOrder ?? (await holderOf(work.tx, contactPointId));
  if (known !== null) return known;
  const id = work.nextId();
  const { name = null, occurredAt: since } = heard;
  await insertCustomers(work, [{ id, name, kana: null, locale: null, since }]);
  await indexCustomer(work, id);
  return id;
}
