import type { TopicEvent } from '#shared/wire/topic-event.ts';

const PANEL_KINDS: readonly string[] = [
  'order',
  'shipment',
  'return',
  'visit',
  'purchase',
  'pickup',
  'commitment',
  'identity',
  'consent',
  'survey',
];

/** Whether what stands beside the thread is old after this. */
export function changesPanel(event: TopicEvent): boolean {
  if (event.type === 'customer_changed' || event.type === 'thread_changed' || event.type === 'item_redacted')
    return true;
  if (event.type === 'conversation_changed') return event.conversation.status === 'resolved';
  return event.type === 'item_added' && 'kind' in event.item && PANEL_KINDS.includes(event.item.kind);
}
