import { AppError } from '#server/errors.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';
import type { TimelineItem, Visibility } from '#shared/domain/timeline-item.ts';

type Leaving = { readonly kind: ItemKind; readonly visibility: Visibility };
type MayLeave = { readonly kind: 'message'; readonly visibility: 'customer' };

/**
 * An item that may go out, by its type: nothing else can be handed to a channel. Only `assertMayLeave` makes one of an
 * item of the thread.
 */
export type LeavingItem = TimelineItem & MayLeave;

/** Kinds that are words to the customer. A note is none of them, whatever its visibility says. */
const SPOKEN: ReadonlySet<ItemKind> = new Set(['message']);

/** True when an item may go out to the customer ([TL5]). */
export const mayLeave = (item: Leaving): boolean => item.visibility === 'customer' && SPOKEN.has(item.kind);

/**
 * The check at the outbound boundary ([TL5]): whatever hands an item to a channel calls it once more, on the stored item,
 * just before. Throws `internal_item`; a note can not be sent.
 */
export function assertMayLeave<I extends Leaving>(item: I): asserts item is I & MayLeave {
  if (!mayLeave(item)) throw new AppError('internal_item');
}
