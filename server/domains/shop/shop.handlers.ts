import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { orderAct } from './act.service.ts';
import { listLimits, saveLimit } from './limits.service.ts';
import { replyNotices, shopOrders, stockOf } from './orders.service.ts';

export const shopCommands = {
  'shop:act': async (work, asking, input) => ({ actId: await orderAct(work, asking, input) }),
  'shop:save-refund-limit': async (work, asking, input) => {
    await saveLimit(work, asking, input);
    return {};
  },
} satisfies Pick<CommandHandlers, 'shop:act' | 'shop:save-refund-limit'>;

export const shopQueries = {
  'shop.orders': async (deps, _asking, { customerId }) => ({ orders: await shopOrders(deps, customerId) }),
  'shop.stock': async (deps, _asking, input) => stockOf(deps, input),
  'shop.check-reply': async (deps, _asking, input) => ({ notices: await replyNotices(deps, input) }),
  'shop.refund-limits': async (deps) => ({ limits: await listLimits(deps) }),
} satisfies Pick<QueryHandlers, 'shop.orders' | 'shop.stock' | 'shop.check-reply' | 'shop.refund-limits'>;
