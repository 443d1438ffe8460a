import { toRomaji } from 'wanakana';
import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { owedPromises } from '#server/domains/commitments/commitments.repository.ts';
import {
  asConversation,
  type ConversationRecord,
  conversationsOfCustomer,
} from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import { type ContactPoint, shownContactPoint } from '#shared/domain/contact-point.ts';
import type { Customer, CustomerPanel } from '#shared/domain/customer.ts';
import { orderCards, orderTotals } from '#shared/domain/order-cards.ts';
import {
  findCustomer,
  type HeldPoint,
  heldPoints,
  type MemberRow,
  memberRows,
  ORDER_FACTS_LIMIT,
  orderFacts,
  ownsActiveConversation,
  scoreOf,
  storeFacts,
} from './panel.repository.ts';

/** How many conversations of a customer are told at once. */
export const CONVERSATIONS_SHOWN = 50;

/**
 * The customer as the wire carries it; the Latin spelling comes from the kana alone, never from kanji by guess. On a
 * thread of several records ([ID3]), the oldest first, what one does not say is taken from the oldest that does.
 */
export function asCustomer(row: MemberRow, records: readonly MemberRow[] = [row]): Customer {
  const first = <K extends 'name' | 'kana' | 'locale' | 'rank'>(key: K): MemberRow[K] =>
    row[key] ?? records.find((record) => record[key] !== null)?.[key] ?? null;
  // A name and its reading belong together.
  const kana = row.name === null ? first('kana') : (row.kana ?? records.find((r) => r.name === row.name)?.kana ?? null);
  const [name, locale, rank] = [first('name'), first('locale'), first('rank')];
  const romaji = kana === null ? undefined : titleCase(toRomaji(kana.normalize('NFKC')));
  const since = records.reduce((least, record) => (record.since < least ? record.since : least), row.since);
  return {
    id: row.id,
    ...(name === null ? {} : { name }),
    ...(kana === null ? {} : { kana }),
    ...(romaji === undefined ? {} : { romaji }),
    ...(locale === null ? {} : { locale }),
    since: since.toISOString(),
    ...(rank === null ? {} : { rank }),
    care: records.flatMap((record) => record.care),
    lastSeq: row.lastSeq,
    ...(records.length < 2 ? {} : { members: records.map(asMember) }),
  };
}

const asMember = ({ id, name, kana, since, lastSeq }: MemberRow): NonNullable<Customer['members']>[number] => ({
  id,
  ...(name === null ? {} : { name }),
  ...(kana === null ? {} : { kana }),
  since: since.toISOString(),
  lastSeq,
});

const titleCase = (name: string) => name.replace(/\b\p{Ll}/gu, (c) => c.toUpperCase());

/** Everything the customer panel shows. Throws `not_found`. Cost does not grow with the thread ([TL6]). */
export async function customerPanel(
  deps: Pick<Deps, 'db' | 'clock'>,
  asking: Asking,
  customerId: string,
): Promise<CustomerPanel> {
  const row = await findCustomer(deps.db, customerId, deps.clock.now());
  if (row === null) throw new AppError('not_found');
  const records = row.threadId === null ? [row] : await memberRows(deps.db, row.threadId, deps.clock.now());
  const members = records.map((record) => record.id);
  const [points, inFull, conversations, promises, facts, visits] = await Promise.all([
    heldPoints(deps.db, members, deps.clock.now()),
    ownsActiveConversation(deps.db, members, asking.actor.id),
    conversationsOfCustomer(deps.db, members, CONVERSATIONS_SHOWN),
    owedPromises(deps.db, { customers: members }),
    orderFacts(deps.db, members),
    storeFacts(deps.db, members),
  ]);
  const cards = orderCards(facts);
  const lastTime = await lastTimeOf(deps, conversations);
  return {
    customer: asCustomer(row, records),
    contactPoints: onceEach(points).map((point) => shown(point, inFull)),
    conversations: conversations.map(asConversation),
    promises,
    orders: {
      cards: cards.slice(0, 10),
      count: cards.length,
      capped: facts.length === ORDER_FACTS_LIMIT,
      total: orderTotals(cards),
    },
    visits: visits.map((v) => ({
      customerId: v.customerId,
      kind: v.kind,
      seq: v.seq,
      store: v.data.store,
      at: v.occurredAt.toISOString(),
      ...summaryOf(v.data),
    })),
    ...(lastTime === undefined ? {} : { lastTime }),
  };
}

/** A point that several records of one thread hold is told once, by the record that holds it best ([ID3]). */
function onceEach(points: readonly HeldPoint[]): HeldPoint[] {
  const best = new Map<string, HeldPoint>();
  for (const point of points) {
    const before = best.get(point.id);
    if (before === undefined || (point.verified && !before.verified)) best.set(point.id, point);
  }
  return [...best.values()];
}

/** A contact point as this reader gets it ([PR4]). Ids that nobody can dial or write to need no mask. */
function shown(point: HeldPoint, inFull: boolean): ContactPoint {
  return { ...point, ...shownContactPoint(point.kind, point.value, inFull) };
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
