import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { recordView } from '#server/domains/audit/record-view.service.ts';
import { asConversation, conversationsOfCustomer } from '#server/domains/conversations/conversations.repository.ts';
import { asHandoff } from '#server/domains/handoffs/handoff-view.ts';
import { handoffsOfCustomer } from '#server/domains/handoffs/handoffs.repository.ts';
import { threadPage } from '#server/domains/timeline/page.service.ts';
import { AppError } from '#server/errors.ts';
import { OPEN_HANDOFF_STATES } from '#shared/domain/handoff.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import { findCustomer, memberRows } from './panel.repository.ts';
import { asCustomer, CONVERSATIONS_SHOWN } from './panel.service.ts';

/**
 * Opens a customer, with everybody on the thread ([ID3]): the views are committed before this resolves ([PR1]), and the
 * heads are read before the page, so that what comes in between is on the page, in the events after the head, or both, but never in neither ([SY3]).
 * Throws `not_found`, and then records no view.
 */
export async function openCustomer(
  deps: Deps,
  asking: Asking,
  input: QueryParsed<'customer.open'>,
): Promise<QueryOutput<'customer.open'>> {
  const { customerId } = input;
  const customer = await findCustomer(deps.db, customerId);
  if (customer === null) throw new AppError('not_found');
  const records = customer.threadId === null ? [customer] : await memberRows(deps.db, customer.threadId);
  const members = records.map((record) => record.id);
  const [page, conversations, handoffs] = await Promise.all([
    threadPage(deps, asking.actor, { customerId, members, from: { at: 'newest' }, limit: input.limit }),
    conversationsOfCustomer(deps.db, members, CONVERSATIONS_SHOWN),
    handoffsOfCustomer(deps.db, members, 20),
    ...members.map((id) => recordView(deps, asking, { customerId: id, what: 'customer', reason: input.reason })),
  ]);
  const headOf = ({ id, topicVersion }: (typeof records)[number]) => ({
    topic: customerTopic(id),
    generation: customer.generation,
    version: topicVersion,
  });
  return {
    customer: asCustomer(customer, records),
    conversations: conversations.map(asConversation),
    page,
    head: headOf(records.find(({ id }) => id === customerId) ?? customer),
    heads: records.map(headOf),
    handoffs: handoffs.map(asHandoff).filter((handoff) => OPEN_HANDOFF_STATES.includes(handoff.state)),
  };
}
