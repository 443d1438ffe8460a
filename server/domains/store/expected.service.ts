import type { Asking } from '#server/asking.ts';
import { receiptCode, standingAtCounter } from '#server/channels/counter-codes.ts';
import { customerCame } from '#server/domains/handoffs/come.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import { atCounter, clerkOf } from './counter.service.ts';

/**
 * Serves a customer whom the desk sent here: with that they have come, and whoever took them over owns the matter ([HO4]).
 * What was done stands on the thread either way. False when nobody awaited them any more. Throws `not_found`, `no_store`.
 */
export async function serveExpected(
  work: Work,
  asking: Asking,
  { customerId, invitationId, text }: CommandParsed<'clerk:serve'>,
): Promise<boolean> {
  const store = await atCounter(work, asking, customerId);
  const expected = await standingAtCounter(work.tx, { invitationId, customerId });
  if (expected === null) throw new AppError('not_found');
  const { conversationId, sessionId } = expected;
  const came = await customerCame(work, { conversationId, channel: 'store', sessionId });
  await appendItem(work, {
    customerId: expected.customerId,
    conversationId,
    ...(sessionId === null ? {} : { sessionId }),
    kind: 'visit',
    data: { store: store.name, staff: asking.name, purpose: 'served', summary: text },
    channel: 'store',
    direction: 'none',
    visibility: 'internal',
    author: clerkOf(asking, store),
    occurredAt: work.at,
  });
  return came !== null;
}

/** A code for the receipt of who stands at the counter. Throws `not_found`, `no_store`, `no_way_across`. */
export async function giveReceiptCode(
  work: Work,
  asking: Asking,
  { customerId, conversationNumber }: CommandParsed<'clerk:receipt-code'>,
): Promise<CommandOutput<'clerk:receipt-code'>> {
  await atCounter(work, asking, customerId);
  return receiptCode(work, { customerId, conversationNumber, madeBy: asking.actor.id });
}
