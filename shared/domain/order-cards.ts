import type { OrderCard } from './customer.ts';
import type { ItemData, Money } from './item-data.ts';

type At = { readonly customerId: string; readonly seq: number; readonly occurredAt: string };
export type OrderFact =
  | (At & { readonly kind: 'order'; readonly data: ItemData<'order'> })
  | (At & { readonly kind: 'shipment'; readonly data: ItemData<'shipment'> })
  | (At & { readonly kind: 'return'; readonly data: ItemData<'return'> });

/**
 * The newest known state of each order, put together from its items in any order of arrival ([TL3]: a later state of the
 * same order is an item of its own). Newest order first. Shipments and returns of orders never seen are left out.
 */
export function orderCards(facts: readonly OrderFact[]): OrderCard[] {
  const ascending = [...facts].sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || a.seq - b.seq);
  const cards = new Map<string, OrderCard>();
  // What the desk had done is no state: the shop tells the state that follows from it.
  for (const fact of ascending)
    if (fact.kind === 'order' && fact.data.act === undefined)
      cards.set(fact.data.number, withOrder(cards.get(fact.data.number), fact));
  for (const fact of ascending) {
    if (fact.kind === 'order') continue;
    const card = cards.get(fact.data.orderNumber);
    if (card !== undefined)
      cards.set(fact.data.orderNumber, fact.kind === 'shipment' ? withShipment(card, fact) : withReturn(card, fact));
  }
  return [...cards.values()].sort((a, b) => Date.parse(b.placedAt) - Date.parse(a.placedAt) || b.seq - a.seq);
}

function withOrder(earlier: OrderCard | undefined, fact: At & { data: ItemData<'order'> }): OrderCard {
  return {
    ...earlier,
    ...fact.data,
    items: fact.data.items.length > 0 ? fact.data.items : (earlier?.items ?? []),
    customerId: earlier?.customerId ?? fact.customerId,
    seq: earlier?.seq ?? fact.seq,
    placedAt: fact.data.placedAt ?? earlier?.placedAt ?? fact.occurredAt,
    updatedAt: fact.occurredAt,
    shipments: earlier?.shipments ?? [],
  };
}

function withShipment(card: OrderCard, fact: At & { data: ItemData<'shipment'> }): OrderCard {
  const { carrier, trackingNumber, state } = fact.data;
  const others = card.shipments.filter((s) => s.trackingNumber !== trackingNumber || trackingNumber === undefined);
  const shipment = {
    ...(carrier === undefined ? {} : { carrier }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    state,
    at: fact.occurredAt,
  };
  return {
    ...card,
    state: furthest(card.state, state),
    updatedAt: later(card.updatedAt, fact.occurredAt),
    shipments: [...others, shipment],
  };
}

const withReturn = (card: OrderCard, fact: At & { data: ItemData<'return'> }): OrderCard => ({
  ...card,
  returnState: fact.data.state,
  updatedAt: later(card.updatedAt, fact.occurredAt),
});

const later = (a: string, b: string) => (Date.parse(a) >= Date.parse(b) ? a : b);

/** A shipment moves an order on, never back, and not out of an end. */
function furthest(order: OrderCard['state'], shipment: ItemData<'shipment'>['state']): OrderCard['state'] {
  if (order === 'cancelled' || order === 'returned') return order;
  if (shipment === 'delivered' || shipment === 'returned') return shipment;
  const moved = shipment !== 'prepared' && shipment !== 'failed';
  return moved && order !== 'delivered' ? 'shipped' : order;
}

/** What the orders come to, one sum per currency; cancelled ones do not count. */
export function orderTotals(cards: readonly OrderCard[]): Money[] {
  const sums = new Map<string, number>();
  for (const { state, total } of cards) {
    if (total !== undefined && state !== 'cancelled')
      sums.set(total.currency, (sums.get(total.currency) ?? 0) + total.amount);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount: Math.round(amount * 100) / 100 }));
}
