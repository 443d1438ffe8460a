import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { viewedMembers } from '#server/domains/customers/viewed-members.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { HeldMessage } from '#shared/domain/approval.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { closeHeld, findHeld, heldForReading } from './held.repository.ts';
import { countWaiting, openOn, waitingFor } from './held-lists.repository.ts';
import { listRules } from './rules.repository.ts';
import { announceHeld } from './tell-held.service.ts';

type Db = Pick<Deps, 'db'>;

/** What waits for this lead; reading a customer's facts and what they are told is a view of them ([PR1]). */
export async function listWaiting(deps: Deps, asking: Asking): Promise<QueryOutput<'approval.list'>> {
  const rows = await waitingFor(deps.db, asking.actor);
  const read = new Set(rows.map(({ held }) => held.customerId));
  await Promise.all([...read].map((id) => ensureViewed(deps, asking, id)));
  return {
    rows: rows.map(({ held, customerWaitsSince, ...row }) => ({
      ...row,
      held: heldForReading(held),
      ...(customerWaitsSince === null ? {} : { customerWaitsSince: customerWaitsSince.toISOString() }),
    })),
  };
}

/** How many answers wait for this lead; that alone is a view of nobody. */
export async function howManyWait({ db }: Db, { actor }: Asking): Promise<QueryOutput<'approval.count'>> {
  return { waiting: await countWaiting(db, actor) };
}

/** What is open on a customer's thread, of everybody on it ([ID3]); a view of them ([PR1]). */
export async function openOf(deps: Deps, asking: Asking, customerId: string): Promise<QueryOutput<'approval.of'>> {
  const held = await openOn(deps.db, await viewedMembers(deps, asking, customerId));
  return { held: held.map(heldForReading) };
}

export async function rulesOf({ db }: Db): Promise<QueryOutput<'approval-rule.list'>> {
  return { rules: await listRules(db) };
}

/**
 * The author has the words again, or has read what was changed. Throws `forbidden` for anybody else, `wrong_state` while it
 * waits.
 */
export async function close(work: Work, asking: Asking, heldId: string): Promise<HeldMessage> {
  const known = await findHeld(work.tx, heldId);
  if (known === null) throw new AppError('not_found');
  if (known.author.id !== asking.actor.id) throw new AppError('forbidden', { details: { action: 'approval.write' } });
  if (known.state === 'waiting') throw new AppError('wrong_state', { details: { state: known.state } });
  const locked = await conversationLocked(work, known.conversationId);
  const held = await closeHeld(work, heldId);
  await announceHeld(work, locked, held);
  return heldForReading(held);
}
