import type { Asking } from '#server/asking.ts';
import { claimReceipt, findUnclaimed, heardAtTill, sourceOf } from '#server/channels/tills.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Author } from '#shared/domain/party.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { wasFoundBy } from './counter.repository.ts';
import { type StoreRecord, storeOfClerk } from './stores.repository.ts';

/** How long after finding a customer a clerk may act on them: as long as somebody stands at a counter. */
const AT_COUNTER_MS = 4 * 60 * 60_000;

/** The clerk's store; only customers whom they found at the counter lately are theirs to serve. */
export async function atCounter(work: Work, asking: Asking, customerId: string): Promise<StoreRecord> {
  const store = await storeOfClerk(work.tx, asking.actor.id);
  if (store === null) throw new AppError('no_store');
  const since = new Date(work.at.getTime() - AT_COUNTER_MS);
  if (!(await wasFoundBy(work.tx, { clerkId: asking.actor.id, customerId, since }))) throw new AppError('not_found');
  const locked = await lockCustomers(work, [customerId]);
  if (locked.length === 0) throw new AppError('not_found');
  return store;
}

/** The clerk as colleagues see them on a thread. */
export const clerkOf = (asking: Asking, store: StoreRecord): Author => ({
  type: 'agent',
  id: asking.actor.id,
  name: `${asking.name} (${store.name})`,
});

/** A clerk's word about a customer, on the thread; it opens nothing and notifies nobody. */
export async function noteAtCounter(work: Work, asking: Asking, input: CommandParsed<'clerk:note'>): Promise<void> {
  const store = await atCounter(work, asking, input.customerId);
  const head = {
    customerId: input.customerId,
    channel: 'store',
    direction: 'none',
    visibility: 'internal',
    author: clerkOf(asking, store),
    occurredAt: work.at,
  } as const;
  if (input.what === 'note') await appendItem(work, { ...head, kind: 'note', data: { text: input.text } });
  else {
    const data = { store: store.name, staff: asking.name, purpose: input.what, summary: input.text };
    await appendItem(work, { ...head, kind: 'visit', data });
  }
}

/** Gives a customer's matter to the desk, in the store's open conversation or a new one. Gives its number. */
export async function handToDesk(
  work: Work,
  asking: Asking,
  input: CommandParsed<'clerk:hand-to-desk'>,
): Promise<number> {
  const store = await atCounter(work, asking, input.customerId);
  const received = await receive(work, {
    customerId: input.customerId,
    contactPointId: null,
    kind: 'message',
    data: { text: input.text, subject: store.name, via: store.name },
    channel: 'store',
    direction: 'in',
    internal: true,
    author: clerkOf(asking, store),
    occurredAt: work.at,
    thread: `store:${store.id}`,
  });
  const conversation =
    received.conversationId === null ? null : await findConversation(work.tx, received.conversationId);
  if (conversation === null) throw new Error('what comes in opens a conversation');
  return conversation.number;
}

/**
 * Puts the purchase without a card onto the thread of who shows the receipt; once, whoever else tries. Tills number their
 * receipts each for itself, and begin again: the one that the clerk was shown is meant, else the newest of their own store.
 */
export async function claimReceipts(
  work: Work,
  asking: Asking,
  input: CommandParsed<'clerk:claim-receipt'>,
): Promise<number> {
  const store = await atCounter(work, asking, input.customerId);
  let claimed = 0;
  const receipts = await findUnclaimed(work.tx, input.receiptNumber);
  const meant = meantBy(input, receipts, store);
  for (const receipt of meant === undefined ? [] : [meant]) {
    if (!(await claimReceipt(work, receipt.connectionId, receipt.externalId))) continue;
    const { kind, data, occurredAt } = heardAtTill(receipt.event);
    const source = sourceOf({ adapter: receipt.adapter, id: receipt.connectionId });
    if ((await findBySource(work, [{ source, externalId: receipt.externalId }])).length > 0) continue;
    await appendItem(work, {
      customerId: input.customerId,
      channel: 'store',
      direction: 'none',
      visibility: 'internal',
      author: clerkOf(asking, store),
      occurredAt,
      source,
      externalId: receipt.externalId,
      kind,
      data,
    });
    claimed++;
  }
  return claimed;
}

function meantBy(
  { shown }: CommandParsed<'clerk:claim-receipt'>,
  receipts: Awaited<ReturnType<typeof findUnclaimed>>,
  store: StoreRecord,
) {
  if (shown !== undefined) {
    const at = Date.parse(shown.at);
    return receipts.find((receipt) => receipt.store === shown.store && receipt.occurredAt.getTime() === at);
  }
  const here = receipts.find(({ store: where }) => where === store.code || where === store.name);
  return here ?? (receipts.length === 1 ? receipts[0] : undefined);
}
