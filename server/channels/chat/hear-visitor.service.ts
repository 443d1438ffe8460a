import type { Asking } from '#server/asking.ts';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import type { Inbound } from '#server/domains/conversations/inbound.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { chatChannel } from './chat.channel.ts';
import { lastPage } from './chat.repository.ts';

/**
 * What a visitor says goes the way of every inbound item ([CV10]): onto their customer's thread, into the conversation it
 * belongs to or a new one. A page they had not been on before comes first, as an item that opens and stops nothing.
 */
export async function hearVisitor(
  work: Work,
  asking: Asking,
  { page, ...words }: CommandParsed<'visitor:send'>,
): Promise<TimelineItem> {
  const said = await chatChannel.receive(work, { visitorId: asking.actor.id, ...words });
  if (said === null || !(await lockCustomer(work, said.customerId))) throw new AppError('not_found');
  if (page !== undefined && page.url !== (await lastPage(work, said.customerId))) {
    const data = { title: page.title.trim() || page.url.slice(0, 500), url: page.url };
    await receive(work, { ...said, kind: 'browse', data } as Inbound<'browse'>);
  }
  return (await receive(work, said)).item;
}
