import { buyings } from './buyings.ts';
import type { Touch } from './touch.ts';

export type LeftGoods = { readonly name: string; readonly touch: Touch };
export type LeftBehind = {
  /** The cart that was filled last, if nothing was ordered since. */
  readonly cart: Touch | null;
  /** What stands on the wish list and was not bought since, the newest first, each once. */
  readonly wishes: readonly LeftGoods[];
};

/** What a customer left: a cart not ordered, wishes not bought. `touches` are in the order of `compareTouches`. */
export function leftBehind(touches: readonly Touch[]): LeftBehind {
  let cart: Touch | null = null;
  const wishes = new Map<string, LeftGoods>();
  const bought = new Set(buyings(touches));
  for (const touch of touches) {
    const isOrdered = touch.kind === 'cart' && touch.state === 'ordered';
    if (touch.kind === 'cart' && touch.state === 'wished') putOnList(wishes, touch);
    else if (isOrdered || bought.has(touch)) {
      cart = null;
      for (const name of touch.goods) wishes.delete(name);
    } else if (touch.kind === 'cart') cart = touch.goods.length > 0 || touch.amount !== null ? touch : null;
  }
  return { cart, wishes: [...wishes.values()].reverse() };
}

/** A list without goods is one that was emptied; one with goods may be but what was put onto it. */
function putOnList(wishes: Map<string, LeftGoods>, touch: Touch): void {
  if (touch.goods.length === 0) wishes.clear();
  for (const name of touch.goods) {
    wishes.delete(name);
    wishes.set(name, { name, touch });
  }
}
