import type { Asking } from '#server/asking.ts';
import { together } from '#server/db/together.ts';
import type { Deps } from '#server/deps.ts';
import { recordView, viewNow } from '#server/domains/audit/record-view.service.ts';
import { openingRecorded } from '#server/domains/audit/views.repository.ts';
import {
  asConversation,
  type ConversationRecord,
  conversationsOf,
  conversationsOfCustomer,
} from '#server/domains/conversations/conversations.repository.ts';
import { asHandoff } from '#server/domains/handoffs/handoff-view.ts';
import { type HandoffRecord, handoffsOfCustomer } from '#server/domains/handoffs/handoffs.repository.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { newestPage, threadPage } from '#server/domains/timeline/page.service.ts';
import { newestItems } from '#server/domains/timeline/pages.repository.ts';
import { AppError } from '#server/errors.ts';
import type { ThreadPage } from '#shared/wire/queries/thread.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import { type CustomerRow, customerById, type MemberRow, memberRows } from './panel.repository.ts';
import { asCustomer, CONVERSATIONS_SHOWN } from './panel.service.ts';

type Opening = QueryParsed<'customer.open'>;
type Opened = QueryOutput<'customer.open'>;

const HANDOFFS_SHOWN = 20;

/** What a customer is opened with who stands alone, as nearly all do. The head is read before the page. */
export const looksAt = (asking: Asking, { customerId, limit }: Pick<Opening, 'customerId' | 'limit'>, now: Date) =>
  [
    customerById(customerId, now),
    newestItems(customerId, limit + 1),
    conversationsOf([customerId], CONVERSATIONS_SHOWN),
    handoffsOfCustomer([customerId], asking.actor.id, HANDOFFS_SHOWN),
  ] as const;
type Looked = readonly [readonly CustomerRow[], readonly ItemRow[], ConversationRecord[], HandoffRecord[]];

/**
 * Opens a customer, with everybody on the thread ([ID3]): the views are committed before this resolves ([PR1]), and the
 * heads are read before the page, so that what comes in between is on the page, in the events after the head, or both, but never in neither ([SY3]).
 * Throws `not_found`, and then records no view.
 */
export async function openCustomer(deps: Deps, asking: Asking, input: Opening): Promise<Opened> {
  const view = openingRecorded(viewNow(deps, asking, seen(input.customerId, input.reason)));
  const [customers, items, conversations, handoffs] = await together(deps.db, [
    ...looksAt(asking, input, deps.clock.now()),
    view,
  ]);
  return openedBy(deps, asking, input, [customers, items, conversations, handoffs]);
}

/** What is shown of what `looksAt` found; its view is recorded, those of the others on the thread are recorded here. */
export async function openedBy(deps: Deps, asking: Asking, input: Opening, looked: Looked): Promise<Opened> {
  const [[customer], items, conversations, handoffs] = looked;
  if (customer === undefined) throw new AppError('not_found');
  if (customer.threadId !== null) return asOpened(await openThread(deps, asking, input, customer));
  const page = newestPage(asking.actor, items, input.limit);
  return asOpened({ customer, records: [customer], page, conversations, handoffs });
}

const seen = (customerId: string, reason: string | undefined) => ({ customerId, what: 'customer', reason }) as const;

type Found = {
  readonly customer: CustomerRow;
  /** Everybody on the thread, the oldest first. */
  readonly records: readonly MemberRow[];
  readonly page: ThreadPage;
  readonly conversations: readonly ConversationRecord[];
  readonly handoffs: readonly HandoffRecord[];
};

/** The same of a thread of several records, whose members are known only now. */
async function openThread(deps: Deps, asking: Asking, input: Opening, customer: CustomerRow): Promise<Found> {
  const { customerId, limit, reason } = input;
  const records = await memberRows(deps.db, customer.threadId ?? customer.id, deps.clock.now());
  const members = records.map((record) => record.id);
  const others = members.filter((id) => id !== customerId);
  const [page, conversations, handoffs] = await Promise.all([
    threadPage(deps, asking.actor, { customerId, members, from: { at: 'newest' }, limit }),
    conversationsOfCustomer(deps.db, members, CONVERSATIONS_SHOWN),
    handoffsOfCustomer(members, asking.actor.id, HANDOFFS_SHOWN).execute(deps.db),
    ...others.map((id) => recordView(deps, asking, seen(id, reason))),
  ]);
  return { customer, records, page, conversations, handoffs: handoffs.rows };
}

function asOpened({ customer, records, page, conversations, handoffs }: Found): Opened {
  const headOf = ({ id, topicVersion }: MemberRow) => ({
    topic: customerTopic(id),
    generation: customer.generation,
    version: topicVersion,
  });
  return {
    customer: asCustomer(customer, records),
    conversations: conversations.map(asConversation),
    page,
    head: headOf(records.find(({ id }) => id === customer.id) ?? customer),
    heads: records.map(headOf),
    // Of those that came to the asker it is told whether they have ticked the brief ([HO3]).
    handoffs: handoffs.map(asHandoff),
  };
}
