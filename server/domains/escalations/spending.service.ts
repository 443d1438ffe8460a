import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import type { Work } from '#server/work.ts';
import type { RuleFacts } from '#shared/domain/escalation-rules.ts';
import type { Money } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import { moveEscalation } from './escalation-changes.repository.ts';
import { openEscalationsOf } from './escalations.repository.ts';
import { applyRules } from './fire.service.ts';
import { type Matter, tellStep } from './tell-escalation.service.ts';

/** A refund was refused for its amount: the rules look at it, in the transaction that keeps the refusal. */
export async function refusedSpending(
  work: Work,
  conversationId: string,
  facts: Extract<RuleFacts, { kind: 'amount' }>,
): Promise<void> {
  await applyRules(work, await conversationLocked(work, conversationId), facts);
}

type Spent = { readonly orderNumber: string; readonly amount: Money };

/**
 * Whether a lead has approved that so much is given back: an approved question of the conversation that is not over and
 * asked for an approval, for that order where it names one. It is used up and ends as granted. A lead grants no more than leads may give (`most`).
 */
export async function spendGrant(
  work: Work,
  c: Matter,
  { orderNumber, amount }: Spent,
  { most, by }: { readonly most: number; readonly by: Author },
): Promise<boolean> {
  if (amount.amount > most) return false;
  const granted = (await openEscalationsOf(work.tx, c.id)).find(
    (e) =>
      e.state === 'approved' &&
      e.asked === 'approval' &&
      e.currency === amount.currency &&
      (e.amount ?? 0) >= amount.amount &&
      (e.found?.orderNumber ?? orderNumber) === orderNumber,
  );
  if (granted === undefined) return false;
  if (!(await moveEscalation(work, granted.id, { from: ['approved'], to: 'resolved', outcome: 'granted' })))
    return false;
  await tellStep(work, c, granted.id, { event: 'resolved', by, outcome: 'granted' });
  return true;
}
