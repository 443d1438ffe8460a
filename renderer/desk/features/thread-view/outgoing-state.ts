import type { ReadMarks } from '#renderer/state/thread-state.ts';
import type { DeliveryState, TimelineItem } from '#shared/domain/timeline-item.ts';

/** How far an outgoing message got: what its channel told, or that the customer has read on past it. */
export function outgoingState(item: TimelineItem, readMarks: ReadMarks): DeliveryState | null {
  if (item.direction !== 'out' || item.kind !== 'message' || item.historical) return null;
  const told = item.delivery?.state ?? 'sent';
  if (told === 'failed') return told;
  const read = item.conversationId === undefined ? undefined : readMarks[item.conversationId]?.customer;
  return read !== undefined && item.seq <= read ? 'read' : told;
}
