import { forgetWords } from '#server/domains/escalations/forget-words.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { appendItem } from './append-item.service.ts';
import { clearMessage } from './redact-item.repository.ts';

/**
 * The customer took a message back: its words and files are gone for good, from the escalations raised for them too, its place on the thread says so ([TL1]), and an
 * item says when. The caller has locked the customer. False when it had been taken back before.
 */
export async function takeBackMessage(work: Work, itemId: string, reason: string): Promise<boolean> {
  const item = await clearMessage(work, itemId);
  if (item === null) return false;
  if (item.conversationId !== null) await forgetWords(work, item.conversationId, itemId);
  await addCustomerEvent(work, item.customerId, { type: 'item_redacted', seq: item.seq });
  await appendItem(work, {
    customerId: item.customerId,
    ...(item.conversationId === null ? {} : { conversationId: item.conversationId }),
    kind: 'system',
    data: { event: 'redacted', reason },
    channel: item.channel as Channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt: work.at,
  });
  return true;
}
