import { z } from 'zod';
import { channelSchema } from './channels.ts';
import { ITEM_DATA, ITEM_KINDS, type ItemData, type ItemKind } from './item-data.ts';
import { authorSchema } from './party.ts';

export const visibilitySchema = z.enum(['customer', 'internal', 'lead', 'private']);
export type Visibility = z.infer<typeof visibilitySchema>;

export const deliveryStateSchema = z.enum(['queued', 'sent', 'delivered', 'read', 'failed']);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** How far an outgoing item got, by evidence only. */
export const deliverySchema = z.object({
  state: deliveryStateSchema,
  at: z.iso.datetime(),
  reason: z.string().optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

const itemHead = {
  id: z.uuid(),
  customerId: z.uuid(),
  seq: z.int().positive(),
  channel: channelSchema,
  direction: z.enum(['in', 'out', 'none']),
  visibility: visibilitySchema,
  conversationId: z.uuid().optional(),
  sessionId: z.uuid().optional(),
  occurredAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  author: authorSchema,
  historical: z.boolean(),
  /** The item that this one corrects ([TL1]). */
  corrects: z.uuid().optional(),
  delivery: deliverySchema.optional(),
};

/** One fact on a customer's thread. `kind` decides what `data` holds. */
export type TimelineItem = { [K in ItemKind]: ItemHead & { readonly kind: K; readonly data: ItemData<K> } }[ItemKind];
export type ItemHead = Readonly<z.infer<z.ZodObject<typeof itemHead>>>;

/** What a reader gets in place of an item that is not theirs to read ([TL5]); only its place is told. */
export const hiddenItemSchema = z.object({ customerId: z.uuid(), seq: z.int().positive(), hidden: z.literal(true) });
export type HiddenItem = z.infer<typeof hiddenItemSchema>;

const itemOf = <K extends ItemKind>(kind: K) => z.object({ ...itemHead, kind: z.literal(kind), data: ITEM_DATA[kind] });

/** Schema of a timeline item as the wire carries it, one alternative per kind. */
export const timelineItemSchema = z.discriminatedUnion(
  'kind',
  ITEM_KINDS.map((kind) => itemOf(kind)) as unknown as [ReturnType<typeof itemOf>, ...ReturnType<typeof itemOf>[]],
) as unknown as z.ZodType<TimelineItem>;

export const maybeHiddenItemSchema = z.union([hiddenItemSchema, timelineItemSchema]);
export type MaybeHiddenItem = TimelineItem | HiddenItem;

export const isHidden = (item: MaybeHiddenItem): item is HiddenItem => 'hidden' in item;

/** The keyset position of an item on screen ([TL4]). */
export type ItemPosition = Pick<ItemHead, 'occurredAt' | 'customerId' | 'seq'>;

/** Order on screen ([TL4]): occurredAt, then customerId, then seq. Times compare as instants, not as text. */
export function compareItems(a: ItemPosition, b: ItemPosition): number {
  return (
    Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || compareText(a.customerId, b.customerId) || a.seq - b.seq
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** An item is late when it reached the hub more than this after it happened; the thread says so ([TL4]). */
export const LATE_AFTER_MS = 5 * 60_000;
/** Times further ahead than this are rejected ([TL4]). */
export const AHEAD_LIMIT_MS = 5 * 60_000;
