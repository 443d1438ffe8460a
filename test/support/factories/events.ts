import type { z } from 'zod';
import type { ingestEventSchema } from '#shared/wire/ingest.ts';

export type EventInput = z.input<typeof ingestEventSchema>;

let made = 0;

/** A customer's chat message as another system would send it; a new one each time. */
export function makeEvent(over: Partial<EventInput> = {}): EventInput {
  made += 1;
  return {
    source: 'bot',
    externalId: `event-${made}`,
    kind: 'message',
    occurredAt: '2026-04-01T00:59:00Z',
    channel: 'chat',
    direction: 'in',
    customer: { name: '佐藤 花子', contactPoints: [{ kind: 'shop', value: 'user-1' }] },
    data: { text: '注文した商品が届きません' },
    ...over,
  };
}

/** An order as a shop would send it. */
export function makeOrderEvent(over: Partial<EventInput> = {}): EventInput {
  return makeEvent({
    kind: 'order',
    channel: 'shop',
    direction: 'none',
    data: { number: '#W1000', state: 'placed', total: { amount: 48900, currency: 'JPY' }, items: [{ name: '傘' }] },
    ...over,
  });
}
