import { ProviderError } from '#server/channels/provider.ts';
import { openShop, shopCan } from '#server/channels/shops.ts';
import type { Deps } from '#server/deps.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import type { SendingNotice } from '#shared/domain/sending.ts';
import { possibleActs, type ShopActView, type ShopOrderView } from '#shared/domain/shop.ts';
import { type Stock, stockNotices } from '#shared/domain/stock.ts';
import { ORDERS_SHOWN, refundableOf } from './act.service.ts';
import { type ActRecord, actsOfOrders, shopSettings } from './acts.repository.ts';
import { findOrder, type OrderRecord, ordersOfThread } from './orders.repository.ts';

const RECENT_ACTS = 5;
const STOCK_KEPT_MS = 60_000;
const STOCK_KEPT = 500;
/** A reply's check looks at so many open orders; each is one question to a shop. */
const CHECKED_ORDERS = 2;

/** A customer's orders at connected shops, with what may be done with each. */
export async function shopOrders({ db }: Pick<Deps, 'db'>, customerId: string): Promise<ShopOrderView[]> {
  const orders = await ordersOfThread(db, customerId, ORDERS_SHOWN);
  const [acts, settings] = [
    await actsOfOrders(db, orders),
    await shopSettings(
      db,
      orders.map((o) => o.connectionId),
    ),
  ];
  return orders.map((order) => {
    const own = acts.filter((act) => act.connectionId === order.connectionId && act.orderRef === order.ref);
    return orderView(order, own, settings.get(order.connectionId));
  });
}

type Settings = { readonly adapter: string; readonly settings: Record<string, unknown> } | undefined;

function orderView(order: OrderRecord, acts: readonly ActRecord[], connected: Settings): ShopOrderView {
  const can = connected === undefined ? { acts: [], stock: false } : shopCan(connected.adapter, connected.settings);
  const refundable = refundableOf(order);
  const { connectionId, shop, ref, number, state, lines, currency, total } = order;
  const money = (amount: number | null) => (amount === null || currency === null ? undefined : { amount, currency });
  const [all, left] = [money(total), money(refundable)];
  return {
    connectionId,
    shop,
    ref,
    number,
    state,
    lines,
    ...(all === undefined ? {} : { total: all }),
    ...(left === undefined ? {} : { refundable: left }),
    acts: possibleActs(can.acts, { state, refundable }),
    stock: can.stock,
    recent: acts.slice(0, RECENT_ACTS).map(actView),
  };
}

const actView = (act: ActRecord): ShopActView => ({
  id: act.id,
  what: act.what,
  state: act.state,
  reason: act.reason,
  by: act.agentName,
  at: act.createdAt.toISOString(),
  ...(act.amount !== null && act.amount > 0 && act.currency !== null
    ? { amount: { amount: act.amount, currency: act.currency } }
    : {}),
  ...(act.placeName === null ? {} : { placeName: act.placeName }),
  ...(act.errorCode === null ? {} : { error: act.errorCode }),
});

type Told = { readonly goods: Stock[]; readonly asOf: Date };
/** What a shop said a moment ago, in this hub's memory alone: stock is nobody's personal data, and old stock is none. */
const told = new Map<string, Told>();

/** Where the goods of an order lie, at most a minute old. Throws `not_found`, `not_offered`, `shop_unreachable`. */
export async function stockOf(
  deps: Pick<Deps, 'db' | 'vault' | 'publicUrl' | 'clock'>,
  { connectionId, orderRef }: { readonly connectionId: string; readonly orderRef: string },
): Promise<{ goods: Stock[]; asOf: string }> {
  const order = await findOrder(deps.db, connectionId, orderRef);
  const shop = order === null ? null : await openShop(deps, connectionId);
  if (order === null || shop === null) throw new AppError('not_found');
  const { stock } = shop.door;
  if (stock === null || shop.connection.state === 'paused')
    throw new AppError('not_offered', { details: { reason: 'stock' } });
  const key = `${connectionId}:${order.lines.map((line) => `${line.ref}/${line.product ?? line.sku ?? ''}`).join(',')}`;
  const now = deps.clock.now();
  const kept = told.get(key);
  if (kept !== undefined && Math.abs(now.getTime() - kept.asOf.getTime()) < STOCK_KEPT_MS) return shown(kept);
  try {
    const fresh = { goods: await stock(shop.connection, order.lines), asOf: now };
    if (told.size >= STOCK_KEPT) told.clear();
    told.set(key, fresh);
    return shown(fresh);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new AppError('shop_unreachable', { details: { reason: error.code }, cause: error });
  }
}

const shown = ({ goods, asOf }: Told) => ({ goods, asOf: asOf.toISOString() });

/**
 * What an author should know before sending: a store named for a pickup has none of the goods of the customer's open
 * orders (the newest, when none is open). A shop that does not answer says nothing. Throws `not_found`.
 */
export async function replyNotices(
  deps: Pick<Deps, 'db' | 'vault' | 'publicUrl' | 'clock'>,
  { conversationId, text }: { readonly conversationId: string; readonly text: string },
): Promise<SendingNotice[]> {
  const conversation = await findConversation(deps.db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  const orders = await shopOrders(deps, conversation.customerId);
  const withStock = orders.filter((order) => order.stock && order.state !== 'cancelled');
  const open = withStock.filter(({ state }) => state !== 'delivered' && state !== 'returned');
  const notices: SendingNotice[] = [];
  for (const { connectionId, ref } of (open.length > 0 ? open : withStock).slice(0, CHECKED_ORDERS)) {
    const stock = await stockOf(deps, { connectionId, orderRef: ref }).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (stock !== null) notices.push(...stockNotices(text, stock.goods));
  }
  return [...new Map(notices.map((notice) => [notice.text.en, notice])).values()];
}
