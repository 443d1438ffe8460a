import type { Asking } from '#server/asking.ts';
import { type Inbound, receive } from '#server/domains/conversations/inbound.service.ts';
import { claimAttachments } from '#server/domains/messages/attachments.service.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { visitorPlace } from '#server/domains/messages/read-marks.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { customerName, lastPage } from './chat.repository.ts';

/**
 * What a visitor says goes the way of every inbound item ([CV10]): onto their customer's thread, into the conversation it
 * belongs to or a new one. A page they had not been on before comes first, as an item that opens and stops nothing.
 */
export async function hearVisitor(
  work: Work,
  asking: Asking,
  input: CommandParsed<'visitor:send'>,
): Promise<TimelineItem> {
  const place = await visitorPlace(work, asking.actor.id);
  if (place === null || !(await lockCustomer(work, place.customerId))) throw new AppError('not_found');
  const name = await customerName(work, place.customerId);
  const head = {
    customerId: place.customerId,
    contactPointId: place.contactPointId,
    channel: 'chat',
    direction: 'in',
    author: { type: 'customer', ...(name === null ? {} : { name }) },
    occurredAt: work.at,
  } as const satisfies Partial<Inbound>;
  const { page } = input;
  if (page !== undefined && page.url !== (await lastPage(work, place.customerId))) {
    await receive(work, {
      ...head,
      kind: 'browse',
      data: { title: page.title.trim() || page.url.slice(0, 500), url: page.url },
    });
  }
  const attachments = await claimAttachments(work, asking.actor, input.attachments ?? [], place.customerId);
  const data = { text: input.text, ...(attachments.length === 0 ? {} : { attachments }) };
  const { item } = await receive(work, { ...head, kind: 'message', data });
  return item;
}
