import type { Message } from '#renderer/widget/sync/chat-state.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';

export const CUSTOMER = '01900000-0000-7000-8000-000000000001';
/** Noon wherever the tests run. */
const START = new Date(2026, 10, 22, 12).getTime();

/** A message with this seq, one minute after the one before it. */
export function message(seq: number, over: Partial<Message> = {}): Message {
  const at = new Date(START + seq * 60_000).toISOString();
  const direction = over.direction ?? 'in';
  return {
    id: `01900000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    customerId: CUSTOMER,
    seq,
    kind: 'message',
    channel: 'chat',
    direction,
    visibility: 'customer',
    occurredAt: at,
    receivedAt: at,
    author: direction === 'in' ? { type: 'customer' } : { type: 'agent', id: 'a', name: '青山' },
    historical: false,
    data: { text: `m${seq}` },
    ...over,
  };
}

export const added = (version: number, generation = 'g'): Envelope => ({
  topic: `customer:${CUSTOMER}`,
  generation,
  version,
  at: new Date(START).toISOString(),
  event: { type: 'item_added', item: message(version) },
});
