import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { recordView } from '#server/domains/audit/record-view.service.ts';
import { frontOfCall } from '#server/domains/bots/bots.repository.ts';
import { openCallbackOf } from '#server/domains/callbacks/callbacks.repository.ts';
import { owedPromises } from '#server/domains/commitments/commitments.repository.ts';
import { findConversation, ownerOf } from '#server/domains/conversations/conversations.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { findCustomer, orderFacts } from '#server/domains/customers/panel.repository.ts';
import { AppError } from '#server/errors.ts';
import type { ScreenPop } from '#shared/domain/call.ts';
import type { OrderCard } from '#shared/domain/customer.ts';
import { orderCards } from '#shared/domain/order-cards.ts';
import { maskedNumber } from './call-view.ts';
import { type CallRecord, findCall } from './calls.repository.ts';
import { ringsOf } from './rings.repository.ts';
import { type LastItem, lastItems, othersHolding, promiseMakers } from './screen-pop.repository.ts';

const LAST = 3;
const ORDERS = 3;
const CHARACTERS = 160;

/**
 * Who is calling, before the answer: for whom it rings or rang, and who holds it or gets it. The view is recorded before
 * the answer ([PR1]). Errors: `not_found`, `not_on_call`.
 */
export async function screenPop(deps: Deps, asking: Asking, callId: string): Promise<ScreenPop> {
  const call = await findCall(deps.db, callId);
  if (call === null) throw new AppError('not_found');
  await demandConcerned(deps, asking, call);
  const customer = await findCustomer(deps.db, call.customerId, deps.clock.now());
  if (customer === null) throw new AppError('not_found');
  const members = await membersOf(deps.db, call.customerId);
  const [last, promises, facts, others, waiting, conversation, front] = await Promise.all([
    lastItems(deps.db, members, LAST),
    owedPromises(deps.db, { customers: members }),
    orderFacts(deps.db, members),
    call.number === null ? [] : othersHolding(deps.db, call.number, members),
    call.number === null ? null : openCallbackOf(deps.db, call.number),
    call.conversationId === null ? null : findConversation(deps.db, call.conversationId),
    frontOfCall(deps.db, callId),
  ]);
  const makers = await promiseMakers(
    deps.db,
    promises.map((promise) => promise.id),
  );
  await recordView(deps, asking, { customerId: call.customerId, what: 'customer', reason: 'call' });
  return {
    callId,
    customerId: call.customerId,
    ...(call.customerName === null ? {} : { name: call.customerName }),
    ...(customer.kana === null ? {} : { kana: customer.kana }),
    ...(customer.locale === null ? {} : { locale: customer.locale }),
    ...(customer.rank === null ? {} : { rank: customer.rank }),
    ...(call.number === null ? {} : { number: maskedNumber(call.number) }),
    anonymous: call.number === null,
    numberVerified: call.numberVerified,
    ...(call.ourNumber === null ? {} : { ourNumber: call.ourNumber }),
    ...(front === null ? {} : { front }),
    care: customer.care.map(({ title }) => title),
    last: last.map(asLast),
    promises: promises.slice(0, LAST).map(({ id, text, dueAt }) => {
      const madeBy = makers.get(id);
      return { text, dueAt, ...(madeBy === undefined ? {} : { madeBy }) };
    }),
    orders: orderCards(facts).filter(isOnItsWay).slice(0, ORDERS).map(asOrder),
    ...(conversation === null
      ? {}
      : {
          conversation: {
            id: conversation.id,
            number: conversation.number,
            ...(conversation.subject === null ? {} : { subject: conversation.subject }),
            owner: ownerOf(conversation),
          },
        }),
    alsoHeldBy: others,
    triedBefore: waiting?.tries ?? 0,
  };
}

async function demandConcerned({ db }: Deps, asking: Asking, call: CallRecord): Promise<void> {
  const me = asking.actor.id;
  if ([call.agentId, call.answeringId, call.transferAgentId].includes(me)) return;
  if (!(await ringsOf(db, call.id)).some((ring) => ring.agentId === me)) throw new AppError('not_on_call');
}

/** What is not settled: not delivered, or going back. */
function isOnItsWay(card: OrderCard): boolean {
  if (card.returnState !== undefined && !['refunded', 'exchanged', 'refused'].includes(card.returnState)) return true;
  return !['delivered', 'cancelled', 'returned'].includes(card.state);
}

const asOrder = (card: OrderCard): ScreenPop['orders'][number] => ({
  number: card.number,
  state: card.state,
  placedAt: card.placedAt,
  items: card.items.reduce((sum, { quantity }) => sum + Math.round(quantity), 0),
  ...(card.returnState === undefined ? {} : { returnState: card.returnState }),
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function asLast({ seq, occurredAt, kind, channel, direction, data }: LastItem): ScreenPop['last'][number] {
  const items = Array.isArray(data['items']) ? data['items'] : [];
  const state = text(data['state']) || text(data['outcome']);
  const words =
    text(data['text']) ||
    text(data['subject']) ||
    text(data['summary']) ||
    text(data['number']) ||
    text(data['orderNumber']);
  return {
    seq,
    at: occurredAt.toISOString(),
    kind,
    channel,
    direction,
    text: [...(words || text(data['store'])).replace(/\s+/g, ' ').trim()].slice(0, CHARACTERS).join(''),
    ...(state === '' ? {} : { state }),
    ...(items.length === 0 ? {} : { count: items.length }),
  };
}
