import { v7 } from 'uuid';
import type { Deps } from '#server/deps.ts';
import type { NewItem } from '#server/domains/timeline/timeline.repository.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';
import { type Touch, touchOf } from '#shared/domain/journey/touch.ts';
import { makeConversation, makeItem } from './conversations.ts';
import { makeCustomer } from './customers.ts';

type Place = { readonly deps: Deps; readonly team: { readonly id: string } };

/** A customer with a made-up way on the thread, by the only way onto it; gives the touches as they stand there. */
export async function storeWay(
  { deps, team }: Place,
  touches: readonly Touch[],
): Promise<{ customerId: string; touches: Touch[] }> {
  const customer = await makeCustomer(deps.db);
  const conversations = new Map<string, string>();
  for (const name of new Set(touches.map(({ conversationId }) => conversationId)))
    if (name !== null) conversations.set(name, (await makeConversation(deps.db, { customer, team })).id);
  const stored: Touch[] = [];
  for (const touch of touches) {
    const conversationId = conversations.get(touch.conversationId ?? '');
    const item = await makeItem(deps, customer, {
      ...itemOf(touch, customer.id),
      ...(conversationId === undefined ? {} : { conversationId }),
    });
    const told = touchOf(item);
    if (told !== null) stored.push(told);
  }
  return { customerId: customer.id, touches: stored };
}

/** The item that a touch would come from. */
export function itemOf(touch: Touch, customerId: string): NewItem {
  const { kind, channel, direction, at } = touch;
  const author = direction === 'out' ? ({ type: 'agent', name: '木村' } as const) : ({ type: 'customer' } as const);
  const visibility = kind === 'message' ? 'customer' : 'internal';
  return {
    customerId,
    kind: kind === 'resolved' ? 'system' : kind,
    channel,
    direction,
    visibility,
    author,
    occurredAt: new Date(at),
    data: dataOf(touch),
  } as NewItem;
}

function dataOf({ kind, text, state, goods, about, dueAt, store, score }: Touch): NewItem<ItemKind>['data'] {
  const items = goods.map((name) => ({ name, quantity: 1 }));
  const data: Readonly<Record<Touch['kind'], unknown>> = {
    message: { text: text ?? '承知いたしました。' },
    call: { durationSec: 60, outcome: state },
    browse: { title: 'ミルの商品ページ' },
    cart: { state, items },
    visit: { store },
    order: { number: about, state, items, total: { amount: 4800, currency: 'JPY' } },
    purchase: { store, items },
    pickup: { store: '渋谷店', orderNumber: 'A1', state: 'ready' },
    shipment: { orderNumber: 'A1', state: 'delivered' },
    return: { orderNumber: 'A1', state: 'requested' },
    subscription: { title: about, state, ...(dueAt === null ? {} : { nextAt: new Date(dueAt).toISOString() }) },
    survey: { score: (score ?? 0) * 5, outOf: 5 },
    review: { score: (score ?? 0) * 5 },
    commitment: {
      commitmentId: v7(),
      event: state,
      text: text ?? '17時までにお電話',
      dueAt: new Date(dueAt ?? 0).toISOString(),
    },
    resolved: { event: 'resolved' },
  };
  return data[kind] as NewItem<ItemKind>['data'];
}
