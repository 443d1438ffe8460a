import type { Asking } from '#server/asking.ts';
import { customerOfCode, expectedAtCounter } from '#server/channels/counter-codes.ts';
import { findUnclaimed } from '#server/channels/tills.ts';
import type { Deps } from '#server/deps.ts';
import { recordView } from '#server/domains/audit/record-view.service.ts';
import { findCustomer } from '#server/domains/customers/panel.repository.ts';
import { type ContactPointKind, normaliseContactPoint } from '#shared/domain/contact-point.ts';
import type { ClerkCustomer } from '#shared/domain/store.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { buyersOf, type CounterRow, counterItems, holdersOf, openMatters } from './counter.repository.ts';
import { asQuestion, openQuestions } from './questions.repository.ts';
import { storeOfClerk } from './stores.repository.ts';

const FIND_BY: readonly ContactPointKind[] = ['loyalty', 'phone'];

/**
 * The customer of a card, a receipt, a phone number or a code that the desk gave them, exactly; each view is committed before the answer ([PR1]). A clerk
 * of no store finds nobody.
 */
export async function findAtCounter(deps: Deps, asking: Asking, text: string): Promise<QueryOutput<'clerk.find'>> {
  const store = await storeOfClerk(deps.db, asking.actor.id);
  if (store === null) return { customers: [], unclaimed: [] };
  const plain = text.normalize('NFKC').trim();
  const points = FIND_BY.flatMap((kind) => {
    const value = normaliseContactPoint(kind, plain);
    return value === null ? [] : [{ kind, value }];
  });
  const [coded, holders, buyers, unclaimed, questions] = await Promise.all([
    customerOfCode(deps.db, plain, deps.clock.now()),
    holdersOf(deps.db, points),
    buyersOf(deps.db, plain),
    findUnclaimed(deps.db, plain),
    openQuestions(deps.db, store.id),
  ]);
  const ids = [...new Set([...coded, ...holders, ...buyers])].slice(0, 5);
  const customers: ClerkCustomer[] = [];
  for (const id of ids) {
    await recordView(deps, asking, { customerId: id, what: 'customer', reason: `counter ${store.code}` });
    const found = await clerkCustomer(deps, id);
    if (found === null) continue;
    const about = questions.filter((q) => q.customerId === id).map(asQuestion);
    customers.push({ ...found, questions: about });
  }
  return {
    customers,
    unclaimed: unclaimed.map(({ receiptNumber, store: where, occurredAt, event }) => ({
      receiptNumber,
      store: where,
      at: occurredAt.toISOString(),
      words: event.items.map((item) => item.name).join(', '),
    })),
  };
}

async function clerkCustomer(deps: Deps, id: string): Promise<Omit<ClerkCustomer, 'questions'> | null> {
  const [customer, counter, matters, expected] = await Promise.all([
    findCustomer(deps.db, id, deps.clock.now()),
    counterItems(deps.db, id),
    openMatters(deps.db, id),
    expectedAtCounter(deps.db, id, deps.clock.now()),
  ]);
  if (customer === null) return null;
  const { name, kana, rank, care } = customer;
  return {
    customerId: id,
    ...(name === null ? {} : { name }),
    ...(kana === null ? {} : { kana }),
    ...(rank === null ? {} : { rank }),
    care,
    counter: counter.map(asCounter),
    conversations: matters.map(({ number, subject, status }) => ({ number, subject: subject ?? '', status })),
    expected,
  };
}

function asCounter({ kind, at, data }: CounterRow): ClerkCustomer['counter'][number] {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : undefined);
  const items = Array.isArray(data['items']) ? (data['items'] as { name?: string }[]) : [];
  const goods = items.map((item) => item.name ?? '').join(', ');
  const receiptNumber = text('receiptNumber');
  return {
    kind,
    at: at.toISOString(),
    store: text('store') ?? '',
    words: goods || text('summary') || text('orderNumber') || text('purpose') || '',
    ...(receiptNumber === undefined ? {} : { receiptNumber }),
  };
}
