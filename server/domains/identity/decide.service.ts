import type { Asking } from '#server/asking.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { insertEvent } from './links.repository.ts';
import { lockPair, nameIn, say, threadOf } from './links.service.ts';
import { commonPoints, setShared } from './points.repository.ts';
import { decidePair } from './suggestions.repository.ts';

/**
 * Two records are one household, whose common points are shared from now on ([ID4]), or two people who have nothing to do
 * with each other: for good, whatever speaks for it later ([ID2]). Throws `wrong_state` while they are one thread.
 */
export async function decide(work: Work, asking: Asking, input: CommandParsed<'identity:decide'>): Promise<void> {
  const { customerId, otherId, decision } = input;
  const locked = await lockPair(work, customerId, otherId);
  const sides = [threadOf(locked, customerId), threadOf(locked, otherId)] as const;
  if (sides[0].includes(otherId)) throw new AppError('wrong_state', { details: { state: 'joined' } });
  const reason = input.reason === undefined ? undefined : maskSensitive(input.reason);
  const by = asking.actor.id;
  await decidePair(work, { a: customerId, b: otherId, state: decision, by, reason: reason ?? null });
  await insertEvent(work, { event: decision, customerId, otherId, reason, by });
  if (decision === 'household') {
    for (const id of await commonPoints(work, ...sides)) await setShared(work, id, true);
    for (const [id, other] of [[customerId, otherId] as const, [otherId, customerId] as const]) {
      await say(work, asking, id, {
        event: decision,
        other: { customerId: other, name: nameIn(locked, other) },
        reason,
      });
    }
  }
  for (const id of locked.map((row) => row.id)) await addCustomerEvent(work, id, { type: 'customer_changed' });
}
