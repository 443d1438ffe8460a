import type { Asking } from '#server/asking.ts';
import { shopCan } from '#server/channels/shops.ts';
import { demandCheck } from '#server/domains/checks/checks.service.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { type ConversationRecord, findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { refusedSpending, spendGrant } from '#server/domains/escalations/spending.service.ts';
import { AppError } from '#server/errors.ts';
import { HeardRefusal } from '#server/heard-refusal.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import type { Work } from '#server/work.ts';
import { ACT_PURPOSE, isOverLimit, possibleActs } from '#shared/domain/shop.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { givenBack, insertAct, refundLimits, shopSettings } from './acts.repository.ts';
import { findOrder, type OrderRecord, ordersOfThread } from './orders.repository.ts';

export const SHOP_ACT_TASK = 'shop_act';
/** So many of a customer's newest orders can be worked on from the desk. */
export const ORDERS_SHOWN = 20;

/**
 * Orders an act at a shop, to be carried out by a durable job once this is committed ([CH3]). Only the owner of the
 * conversation, for an order of its customer, as far as the shop can (`not_offered`), after the check for that purpose
 * (`check_needed`, [PR6]), within the role's limit (`over_limit`), and one at a time (`act_open`).
 */
export async function orderAct(work: Work, asking: Asking, input: CommandParsed<'shop:act'>): Promise<string> {
  const known = await findConversation(work.tx, input.conversationId);
  if (known === null) throw new AppError('not_found');
  await lockCustomers(work, [known.customerId]);
  const conversation = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const order = await orderOf(work, conversation.customerId, input);
  const { act } = input;
  const can = (await shopSettings(work.tx, [order.connectionId])).get(order.connectionId);
  const offered = can === undefined ? [] : shopCan(can.adapter, can.settings).acts;
  const refundable = refundableOf(order);
  if (!possibleActs(offered, { state: order.state, refundable }).includes(act.what)) {
    throw new AppError('not_offered', { details: { reason: `${act.what}, ${order.state}` } });
  }
  await demandCheck(work, conversation, ACT_PURPOSE[act.what]);
  const amount = amountOf(act, refundable);
  if (amount !== null) await demandLimit(work, asking, { conversation, order, amount, reason: input.reason });
  const { what, ...details } = act;
  const id = work.nextId();
  const isTaken = await insertAct(work, {
    id,
    connectionId: order.connectionId,
    orderRef: order.ref,
    customerId: order.customerId,
    conversationId: conversation.id,
    agentId: asking.actor.id,
    agentName: asking.name,
    role: asking.actor.role,
    what,
    amount,
    currency: order.currency,
    reason: input.reason,
    details,
    placeName: 'placeName' in act ? act.placeName : null,
  });
  if (!isTaken) throw new AppError('act_open', { details: { what: order.number } });
  await addJob(work.tx, SHOP_ACT_TASK, { actId: id }, { key: `${SHOP_ACT_TASK}:${id}` });
  return id;
}

async function orderOf(
  work: Work,
  customerId: string,
  { connectionId, orderRef }: { connectionId: string; orderRef: string },
): Promise<OrderRecord> {
  const order = await findOrder(work.tx, connectionId, orderRef);
  const theirs = order === null ? [] : await ordersOfThread(work.tx, customerId, 1000);
  const isTheirs = theirs.some((one) => one.connectionId === connectionId && one.ref === orderRef);
  if (order === null || !isTheirs) throw new AppError('not_found');
  return order;
}

/** In whole hundredths, so that no remainder of a cent is left. */
export const refundableOf = ({ total, refunded, state }: Pick<OrderRecord, 'total' | 'refunded' | 'state'>): number =>
  state === 'placed' || total === null ? 0 : Math.max(0, Math.round((total - refunded) * 100) / 100);

/** What goes back with it: a cancellation gives everything back. */
function amountOf(act: CommandParsed<'shop:act'>['act'], refundable: number): number | null {
  if (act.what === 'cancel') return refundable;
  if (act.what !== 'refund') return null;
  if (act.amount > refundable + 1e-9) {
    throw new AppError('not_offered', { details: { reason: `${act.amount} > ${refundable}` } });
  }
  return act.amount;
}

type Spending = {
  readonly conversation: ConversationRecord;
  readonly order: OrderRecord;
  readonly amount: number;
  readonly reason: string;
};

/** Within the role's limit, or as far as a lead has granted; what is refused is heard of by the rules ([ES1]). */
async function demandLimit(work: Work, asking: Asking, { conversation, order, amount, reason }: Spending) {
  const limits = await refundLimits(work.tx);
  const own = limits.find(({ role, currency }) => role === asking.actor.role && currency === order.currency);
  const before = await givenBack(work, order.connectionId, order.ref);
  if (amount > 0 && isOverLimit(amount, before, own?.amount ?? null)) {
    const spent = { orderNumber: order.number, amount: { amount: amount + before, currency: order.currency ?? '' } };
    const most = limits.find(({ role, currency }) => role === 'lead' && currency === order.currency)?.amount ?? 0;
    if (await spendGrant(work, conversation, spent, { most, by: authorOf(asking) })) return;
    const details = { amount: moneyWords(amount + before, order), limit: moneyWords(own?.amount ?? 0, order) };
    throw new HeardRefusal(new AppError('over_limit', { details }), (kept) =>
      refusedSpending(kept, conversation.id, {
        kind: 'amount',
        orderId: `${order.connectionId} ${order.ref}`,
        ...spent,
        limit: own?.amount ?? null,
        reason,
      }),
    );
  }
}

/** For a sentence in any language: `¥48,900`. */
const moneyWords = (amount: number, { currency }: Pick<OrderRecord, 'currency'>): string =>
  currency === null ? String(amount) : new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
