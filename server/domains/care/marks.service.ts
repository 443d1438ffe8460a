import { type Asking, demand } from '#server/asking.ts';
import { authorOf, byOf } from '#server/domains/conversations/conversation-item.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { CARE_DAYS_MAX, type CareMark, nextWarning } from '#shared/domain/care.ts';
import { DESK_CHANNEL } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { addWarning, findMark, insertMark, moveMark } from './marks.repository.ts';

const DAY_MS = 86_400_000;

/** Proposes a mark; it counts only once a lead approved it. Throws `not_found`, and `invalid` for an end that is none. */
export async function propose(work: Work, asking: Asking, input: CommandParsed<'care:propose'>): Promise<CareMark> {
  if ((await lockCustomers(work, [input.customerId])).length === 0) throw new AppError('not_found');
  const expiresAt = new Date(input.expiresAt);
  const latest = work.at.getTime() + CARE_DAYS_MAX * DAY_MS;
  if (expiresAt <= work.at || expiresAt.getTime() > latest) {
    const expected = `after now, at the latest ${new Date(latest).toISOString()}`;
    throw new AppError('invalid', { details: { reason: `expiresAt: ${input.expiresAt}, expected ${expected}` } });
  }
  // As on the thread ([PR4]): what is seen of a mark is no place for a card's number either.
  const [title, facts] = [maskSensitive(input.title), maskSensitive(input.facts)];
  const { customerId, kind, items } = input;
  const mark = await insertMark(work, {
    id: work.nextId(),
    customerId,
    kind,
    title,
    facts,
    items,
    author: byOf(asking),
    expiresAt,
  });
  await say(work, asking, mark, { event: 'care_changed', status: mark.state, reason: mark.title });
  return mark;
}

/**
 * A lead's word on a proposal: the first one counts, the others are told `changed_meanwhile`. Nobody decides on what they
 * proposed themselves (`forbidden`).
 */
export async function decide(work: Work, asking: Asking, input: CommandParsed<'care:decide'>): Promise<CareMark> {
  const known = await lockedMark(work, input.markId);
  if (known.author.id === asking.actor.id) throw new AppError('forbidden', { details: { action: 'care.decide' } });
  if (input.decision === 'decline' && (input.note ?? '') === '')
    throw new AppError('invalid', { details: { reason: 'note: needed to decline' } });
  const to = input.decision === 'approve' ? 'approved' : 'declined';
  return move(work, asking, known, { from: 'proposed', to, note: input.note ?? null });
}

/** Ends a mark in force before its time. */
export async function end(work: Work, asking: Asking, { markId, note }: CommandParsed<'care:end'>): Promise<CareMark> {
  return move(work, asking, await lockedMark(work, markId), { from: 'approved', to: 'ended', note });
}

type Move = { readonly from: CareMark['state']; readonly to: CareMark['state']; readonly note: string | null };

async function move(work: Work, asking: Asking, known: CareMark, { from, to, note }: Move): Promise<CareMark> {
  const mark = await moveMark(work, {
    id: known.id,
    from,
    to,
    by: byOf(asking),
    note: note === null ? null : maskSensitive(note),
  });
  if (mark === null) throw new AppError('changed_meanwhile');
  await say(work, asking, mark, { event: 'care_changed', status: to, reason: note ?? mark.title });
  return mark;
}

/** Writes down that the customer was warned, once for each step and in order. */
export async function warn(work: Work, asking: Asking, input: CommandParsed<'care:warn'>): Promise<CareMark> {
  const known = await lockedMark(work, input.markId);
  const next = nextWarning(known, work.at.getTime());
  if (next === null) {
    throw new AppError('invalid', {
      details: { reason: 'mark: not of harassment in force, or its last step was said' },
    });
  }
  const said = maskSensitive(input.said);
  const warning = { step: input.step, at: work.at.toISOString(), by: byOf(asking), said };
  const mark = input.step === next ? await addWarning(work, known.id, warning) : null;
  if (mark === null) throw new AppError('changed_meanwhile');
  await say(work, asking, mark, { event: 'warned', status: String(input.step), reason: said });
  return mark;
}

/** The mark as it is once its customer is locked. */
async function lockedMark(work: Work, id: string): Promise<CareMark> {
  const seen = await findMark(work, id);
  if (seen === null) throw new AppError('not_found');
  await lockCustomers(work, [seen.customerId]);
  return (await findMark(work, id)) ?? seen;
}

async function say(work: Work, asking: Asking, mark: CareMark, data: ItemData<'system'>): Promise<void> {
  demand(asking, 'care.propose');
  const { customerId, state } = mark;
  await appendItem(work, {
    customerId,
    kind: 'system',
    channel: DESK_CHANNEL,
    direction: 'none',
    // What nobody stands for is not told around.
    visibility: state === 'proposed' || state === 'declined' ? 'lead' : 'internal',
    author: authorOf(asking),
    occurredAt: work.at,
    data,
  });
  await addCustomerEvent(work, customerId, { type: 'customer_changed' });
}
