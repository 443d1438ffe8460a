import type { Asking } from '#server/asking.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { indexCustomer } from '#server/domains/search/customer-words.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { insertLinks } from './identity.repository.ts';
import { insertEvent } from './links.repository.ts';
import { say } from './links.service.ts';
import {
  countVerified,
  endHold,
  endSessionsOn,
  type HeldPoint,
  lockHeld,
  setBlocked,
  setShared,
  setVerified,
  verifiedHolderOf,
} from './points.repository.ts';

type Ask = { readonly contactPointId: string; readonly customerId: string; readonly reason: string };

/** Locks the customers, then their point. Throws `not_found` when that customer does not hold it. */
async function held(
  work: Work,
  { contactPointId, customerId }: Ask,
  others: readonly string[] = [],
): Promise<HeldPoint> {
  const asked = [...new Set([customerId, ...others])];
  const locked = await lockCustomers(work, asked);
  const point = locked.length < asked.length ? null : await lockHeld(work, contactPointId, customerId);
  if (point === null) throw new AppError('not_found');
  return point;
}

type Done = { readonly event: string; readonly point: HeldPoint; readonly otherId?: string };

/** Puts what was done to a point on record and on the customer's thread. */
async function record(work: Work, asking: Asking, ask: Ask, { event, point, otherId }: Done): Promise<void> {
  const reason = maskSensitive(ask.reason);
  await insertEvent(work, {
    event,
    customerId: ask.customerId,
    otherId,
    contactPointId: point.id,
    reason,
    by: asking.actor.id,
  });
  await say(work, asking, ask.customerId, { event: `point_${event}`, pointKind: point.kind, reason });
  await addCustomerEvent(work, ask.customerId, { type: 'customer_changed' });
}

/**
 * Marks a point as shared, so that it matches nobody by itself and several may hold it ([ID4]), or takes that back.
 * Throws `point_conflict` when several hold it as verified: whose it is has to be said first.
 */
export async function sharePoint(
  work: Work,
  asking: Asking,
  input: CommandParsed<'contact-point:share'>,
): Promise<void> {
  const point = await held(work, input);
  if (point.pointShared === input.shared) return;
  if (!input.shared && (await countVerified(work, point.id)) > 1) throw new AppError('point_conflict');
  await setShared(work, point.id, input.shared);
  await record(work, asking, input, { point, event: input.shared ? 'shared' : 'unshared' });
}

/** Blocks a point: what it sends is kept quietly, nothing is sent to it; or takes that back. */
export async function blockPoint(
  work: Work,
  asking: Asking,
  input: CommandParsed<'contact-point:block'>,
): Promise<void> {
  const point = await held(work, input);
  const until = input.until === undefined ? null : new Date(input.until);
  if (until !== null && until <= work.at) throw new AppError('invalid', { details: { reason: 'until: is past' } });
  await setBlocked(work, point.id, input.blocked ? { until, reason: maskSensitive(input.reason) } : null);
  await record(work, asking, input, { point, event: input.blocked ? 'blocked' : 'unblocked' });
}

/** An agent has made sure that the point is this customer's. Throws `point_conflict` when another holds it as verified. */
export async function verifyPoint(
  work: Work,
  asking: Asking,
  input: CommandParsed<'contact-point:verify'>,
): Promise<void> {
  const point = await held(work, input);
  if (point.verifiedBy !== null) return;
  if (!point.pointShared && (await verifiedHolderOf(work, point.id)) !== null) throw new AppError('point_conflict');
  await setVerified(work, point.linkId, `agent:${asking.actor.id}`);
  await record(work, asking, input, { point, event: 'verified' });
}

/** The customer holds the point no more; the hold that ended stays on record. */
export async function removePoint(
  work: Work,
  asking: Asking,
  input: CommandParsed<'contact-point:remove'>,
): Promise<void> {
  const point = await held(work, input);
  await endHold(work, point.linkId);
  await endSessionsOn(work, point.id, input.customerId);
  await record(work, asking, input, { point, event: 'removed' });
  await indexCustomer(work, input.customerId);
}

/** The point is another customer's from now on, as proven as it was; what was said on it stays where it is ([ID3]). */
export async function movePoint(work: Work, asking: Asking, input: CommandParsed<'contact-point:move'>): Promise<void> {
  const { toCustomerId: to, customerId } = input;
  if (to === customerId) throw new AppError('invalid', { details: { reason: 'toCustomerId: is the same customer' } });
  const point = await held(work, input, [to]);
  await endHold(work, point.linkId);
  await endSessionsOn(work, point.id, customerId);
  const { verifiedBy, pointShared: shared } = point;
  await insertLinks(work, [
    { contactPointId: point.id, customerId: to, verifiedBy, saidBy: `agent:${asking.actor.id}`, shared },
  ]);
  await record(work, asking, input, { point, event: 'moved', otherId: to });
  await addCustomerEvent(work, to, { type: 'customer_changed' });
  await indexCustomer(work, customerId);
  await indexCustomer(work, to);
}
