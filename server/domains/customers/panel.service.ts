import { toRomaji } from 'wanakana';
import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import {
  asConversation,
  type ConversationRecord,
  conversationsOfCustomer,
} from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import { type ContactPoint, maskContactPoint } from '#shared/domain/contact-point.ts';
import type { Customer, CustomerPanel } from '#shared/domain/customer.ts';
import { orderCards, orderTotals } from '#shared/domain/order-cards.ts';
import {
  type CustomerRow,
  findCustomer,
  type HeldPoint,
  heldPoints,
  ORDER_FACTS_LIMIT,
  openPromises,
  orderFacts,
  ownsActiveConversation,
  scoreOf,
  storeFacts,
} from './panel.repository.ts';

/** How many conversations of a customer are told at once. */
export const CONVERSATIONS_SHOWN = 50;

/** The customer as the wire carries it; the Latin spelling comes from the kana alone, never from kanji by guess. */
export function asCustomer(row: CustomerRow): Customer {
  const romaji = row.kana === null ? undefined : titleCase(toRomaji(row.kana.normalize('NFKC')));
  return {
    id: row.id,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.kana === null ? {} : { kana: row.kana }),
    ...(romaji === undefined ? {} : { romaji }),
    ...(row.locale === null ? {} : { locale: row.locale }),
    since: row.since.toISOString(),
    ...(row.rank === null ? {} : { rank: row.rank }),
    care: row.care,
    lastSeq: row.lastSeq,
  };
}

const titleCase = (name: string) => name.replace(/\b\p{Ll}/gu, (c) => c.toUpperCase());

/** Everything the customer panel shows. Throws `not_found`. Cost does not grow with the thread ([TL6]). */
export async function customerPanel(
  deps: Pick<Deps, 'db'>,
  asking: Asking,
  customerId: string,
): Promise<CustomerPanel> {
  const row = await findCustomer(deps.db, customerId);
  if (row === null) throw new AppError('not_found');
  const [points, inFull, conversations, promises, facts, visits] = await Promise.all([
    heldPoints(deps.db, customerId),
    ownsActiveConversation(deps.db, customerId, asking.actor.id),
    conversationsOfCustomer(deps.db, customerId, CONVERSATIONS_SHOWN),
    openPromises(deps.db, customerId),
    orderFacts(deps.db, customerId),
    storeFacts(deps.db, customerId),
  ]);
  const cards = orderCards(facts);
  const lastTime = await lastTimeOf(deps, conversations);
  return {
    customer: asCustomer(row),
    contactPoints: points.map((point) => shown(point, inFull)),
    conversations: conversations.map(asConversation),
    promises,
    orders: {
      cards: cards.slice(0, 10),
      count: cards.length,
      capped: facts.length === ORDER_FACTS_LIMIT,
      total: orderTotals(cards),
    },
    visits: visits.map((v) => ({
      kind: v.kind,
      seq: v.seq,
      store: v.data.store,
      at: v.occurredAt.toISOString(),
      ...summaryOf(v.data),
    })),
    ...(lastTime === undefined ? {} : { lastTime }),
  };
}

/** A contact point as this reader gets it ([PR4]). Ids that nobody can dial or write to need no mask. */
function shown(point: HeldPoint, inFull: boolean): ContactPoint {
  const masked = !inFull && (point.kind === 'phone' || point.kind === 'email' || point.kind === 'whatsapp');
  return { ...point, masked, value: masked ? maskContactPoint(point.kind, point.value) : point.value };
}

function summaryOf(data: { summary?: string; purpose?: string; items?: { name: string }[] }): { summary?: string } {
  const summary = data.summary ?? data.purpose ?? data.items?.map((i) => i.name).join('、');
  return summary === undefined || summary === '' ? {} : { summary };
}

async function lastTimeOf(
  deps: Pick<Deps, 'db'>,
  conversations: readonly ConversationRecord[],
): Promise<CustomerPanel['lastTime']> {
  const last = conversations.find((c) => c.status === 'resolved');
  if (last === undefined) return undefined;
  const score = await scoreOf(deps.db, last.id);
  const at = (last.resolvedAt ?? last.lastItemAt).toISOString();
  return {
    at,
    channel: last.channel,
    subject: last.subject ?? `#${last.number}`,
    conversationId: last.id,
    ...(score === undefined ? {} : { score }),
  };
}
