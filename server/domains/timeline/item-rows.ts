import type { Channel } from '#shared/domain/channels.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import type { DeliveryState, MaybeHiddenItem, TimelineItem, Visibility } from '#shared/domain/timeline-item.ts';
import { mayReadItem, type Reader } from '#shared/domain/visibility.ts';

/** A timeline_item row with its delivery, as the repository selects it. */
export type ItemRow = {
  readonly id: string;
  readonly customer_id: string;
  readonly seq: number;
  readonly kind: ItemKind;
  readonly channel: Channel;
  readonly direction: 'in' | 'out' | 'none';
  readonly visibility: Visibility;
  readonly audience: string[] | null;
  readonly conversation_id: string | null;
  readonly session_id: string | null;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly author: Author;
  readonly historical: boolean;
  readonly corrects: string | null;
  readonly data: unknown;
  readonly delivery_state: DeliveryState | null;
  readonly delivery_at: Date | null;
  readonly delivery_reason: string | null;
};

/** The item as this reader gets it: in full, or only its place ([TL5]). */
export function itemFor(reader: Reader, row: ItemRow): MaybeHiddenItem {
  return mayReadItem(reader, row) ? asItem(row) : { customerId: row.customer_id, seq: row.seq, hidden: true };
}

/** The row as the wire carries it, whoever reads. */
export function asItem(row: ItemRow): TimelineItem {
  return {
    id: row.id,
    customerId: row.customer_id,
    seq: row.seq,
    kind: row.kind,
    channel: row.channel,
    direction: row.direction,
    visibility: row.visibility,
    ...(row.conversation_id === null ? {} : { conversationId: row.conversation_id }),
    ...(row.session_id === null ? {} : { sessionId: row.session_id }),
    occurredAt: row.occurred_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    author: row.author,
    historical: row.historical,
    ...(row.corrects === null ? {} : { corrects: row.corrects }),
    ...(row.delivery_state === null || row.delivery_at === null
      ? {}
      : { delivery: deliveryOf(row.delivery_state, row.delivery_at, row.delivery_reason) }),
    data: row.data,
  } as TimelineItem; // the schema was checked when it was appended
}

function deliveryOf(state: DeliveryState, at: Date, reason: string | null) {
  return { state, at: at.toISOString(), ...(reason === null ? {} : { reason }) };
}
