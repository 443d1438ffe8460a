import type { Asking } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { type LockedCustomer, lockThreadsOf } from '#server/domains/customers/members.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { DESK_CHANNEL } from '#shared/domain/channels.ts';
import { threadSets } from '#shared/domain/identity.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import {
  endCrossingSessions,
  findLink,
  insertEvent,
  insertLink,
  standingLinks,
  undoLink,
  writeThread,
} from './links.repository.ts';
import { markJoined, reopenJoined } from './suggestions.repository.ts';

/** Locks two customers with everybody on their threads. Throws `not_found`, or `invalid` for one and the same. */
export async function lockPair(work: Work, one: string, other: string): Promise<LockedCustomer[]> {
  if (one === other) throw new AppError('invalid', { details: { reason: 'otherId: is the same customer' } });
  const locked = await lockThreadsOf(work, [one, other]);
  if (![one, other].every((id) => locked.some((row) => row.id === id))) throw new AppError('not_found');
  return locked;
}

/** Those of the locked who are on one customer's thread, in order of id. */
export function threadOf(locked: readonly LockedCustomer[], customerId: string): string[] {
  const threadId = locked.find((row) => row.id === customerId)?.threadId ?? null;
  if (threadId === null) return [customerId];
  return locked.filter((row) => row.threadId === threadId).map((row) => row.id);
}

export const nameIn = (locked: readonly LockedCustomer[], id: string): string => {
  const row = locked.find((one) => one.id === id);
  return row?.name ?? row?.kana ?? '';
};

/**
 * Makes one thread of two ([ID3]): a link row, nothing moved. An item on each record says so. Of two leads who join at
 * once the second finds it done, as does whoever joins what is joined by way of a third. Throws `not_found`, `invalid`.
 */
export async function join(
  work: Work,
  asking: Asking,
  { customerId, otherId, reason: given }: CommandParsed<'identity:join'>,
): Promise<CommandOutput<'identity:join'>> {
  const locked = await lockPair(work, customerId, otherId);
  const sides = [threadOf(locked, customerId), threadOf(locked, otherId)] as const;
  if (sides[0].includes(otherId)) return { linkId: null, members: sides[0] };
  const reason = given === undefined ? undefined : maskSensitive(given);
  const linkId = work.nextId();
  const by = asking.actor.id;
  await insertLink(work, { id: linkId, a: customerId, b: otherId, by, reason: reason ?? null });
  await insertEvent(work, { event: 'joined', customerId, otherId, linkId, reason, by });
  await markJoined(work, sides, by);
  for (const [id, other] of inOrder(customerId, otherId)) {
    await say(work, asking, id, {
      event: 'joined',
      linkId,
      other: { customerId: other, name: nameIn(locked, other) },
      reason,
    });
  }
  const members = [...sides[0], ...sides[1]].sort();
  await writeThread(work, members);
  for (const id of members) await addCustomerEvent(work, id, { type: 'thread_changed' });
  return { linkId, members };
}

/**
 * Takes a link back ([ID3]): its records are what the links that still stand make of them. What came since is where it
 * came: on the record that held its address. Undone twice is undone once. Throws `not_found`.
 */
export async function undo(
  work: Work,
  asking: Asking,
  { linkId, reason: given }: CommandParsed<'identity:undo'>,
): Promise<CommandOutput<'identity:undo'>> {
  const link = await findLink(work.tx, linkId);
  if (link === null) throw new AppError('not_found');
  const locked = await lockPair(work, link.a, link.b);
  const records = locked.map((row) => row.id);
  const reason = given === undefined ? undefined : maskSensitive(given);
  const by = asking.actor.id;
  const first = await undoLink(work, linkId, by, reason ?? null);
  const threads = threadSets(records, await standingLinks(work.tx, records));
  if (!first) return { threads };
  await insertEvent(work, { event: 'undone', customerId: link.a, otherId: link.b, linkId, reason, by });
  for (const [id, other] of inOrder(link.a, link.b)) {
    await say(work, asking, id, {
      event: 'undone',
      linkId,
      other: { customerId: other, name: nameIn(locked, other) },
      reason,
    });
  }
  for (const members of threads) await writeThread(work, members);
  await endCrossingSessions(work, records);
  await reopenJoined(work, records);
  for (const id of records) await addCustomerEvent(work, id, { type: 'thread_changed' });
  return { threads };
}

const inOrder = (a: string, b: string): [string, string][] =>
  a < b
    ? [
        [a, b],
        [b, a],
      ]
    : [
        [b, a],
        [a, b],
      ];

type Said = Omit<ItemData<'identity'>, 'reason'> & { readonly reason?: string | undefined };

/** What was decided about a customer stands on their thread. The caller has locked them. */
export async function say(work: Work, asking: Asking, customerId: string, { reason, ...data }: Said): Promise<void> {
  await appendItem(work, {
    customerId,
    kind: 'identity',
    data: { ...data, ...(reason === undefined ? {} : { reason }) },
    channel: DESK_CHANNEL,
    direction: 'none',
    visibility: 'internal',
    author: authorOf(asking),
    occurredAt: work.at,
  });
}
