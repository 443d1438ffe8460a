import type { ChannelAdapter } from '#server/channels/channel.ts';
import { claimAttachments } from '#server/domains/messages/attachments.service.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { visitorPlace } from '#server/domains/messages/read-marks.repository.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import { customerName } from './chat.repository.ts';

/** What a visitor says in the widget; the gateway has checked who they are. */
export type VisitorWords = {
  readonly visitorId: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[] | undefined;
};

/**
 * Chat in the shop's own page. A channel of our own: the commit is the sending, for the widget follows the thread and
 * catches up by itself; that it was read, the widget says ([SY5]).
 */
export const chatChannel: ChannelAdapter<VisitorWords> = {
  channel: 'chat',
  capabilities: {
    textLimit: 20_000,
    files: {
      types: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'],
      bytes: 15 * 1024 * 1024,
    },
    typing: true,
    delivery: true,
  },
  async receive(work, { visitorId, text, attachments = [] }) {
    const place = await visitorPlace(work, visitorId);
    if (place === null) return null;
    const visitor = { id: visitorId, role: 'visitor' } as const;
    const files = await claimAttachments(work, visitor, attachments, place.customerId);
    const name = await customerName(work, place.customerId);
    return {
      ...place,
      kind: 'message',
      data: { text, ...(files.length === 0 ? {} : { attachments: files }) },
      channel: 'chat',
      direction: 'in',
      author: { type: 'customer', ...(name === null ? {} : { name }) },
      occurredAt: work.at,
    };
  },
  async send(_work, _to, item) {
    assertMayLeave(item);
    return 'sent';
  },
};
