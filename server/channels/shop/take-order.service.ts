import { createHash } from 'node:crypto';
import { hear } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { ShopFacts } from '#server/channels/shop-door.ts';
import type { Deps } from '#server/deps.ts';
import { keepNewest, lockShown, touchOrder } from '#server/domains/shop/orders.repository.ts';
import { inWork } from '#server/work.ts';

export type TakenOrder = { readonly items: number };

/**
 * Puts an order as its shop tells it onto its customer's thread: a state that shows something new is an item, so are its
 * shipments and returns, each once whatever the order of arrival ([TL3]). The newest state stands for what the desk may
 * do. An order that names nobody belongs to nobody and is left out.
 */
export async function takeOrder(deps: Deps, connection: Connection, facts: ShopFacts): Promise<TakenOrder> {
  const { order, state, events } = facts;
  if (state.points.length === 0) return { items: 0 };
  const shown = createHash('sha256').update(JSON.stringify(state.data)).digest('hex').slice(0, 32);
  return inWork(deps, async (work) => {
    const before = await lockShown(work, connection.id, order.ref);
    const isNews = before === null || before.shown !== shown;
    let items = 0;
    if (isNews) {
      const heard = await hear(work, connection, state);
      if (!heard.duplicate) items++;
      await keepNewest(work, {
        connectionId: connection.id,
        ref: order.ref,
        number: order.number,
        customerId: heard.customerId,
        state: state.data.state,
        currency: state.data.total?.currency ?? null,
        total: state.data.total?.amount ?? null,
        refunded: order.refunded,
        lines: order.lines,
        shown,
        updatedAt: order.updatedAt,
      });
    } else await touchOrder(work, { connectionId: connection.id, ...order });
    for (const event of events) if (!(await hear(work, connection, event)).duplicate) items++;
    return { items };
  });
}
