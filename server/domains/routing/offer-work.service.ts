import type { Deps } from '#server/deps.ts';
import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { hasRoomFor, planOffers, suits, type WaitingWork } from '#shared/domain/plan-offers.ts';
import { passOverdueOffers } from './pass-offer.service.ts';
import { markTold, offerSecondsOf, takerLocked, takers, waitingToOffer } from './routing.repository.ts';
import { insertWorkOffer, triedAt } from './work-offers.repository.ts';

/** Of one team. */
const AT_ONCE = 500;

/**
 * One look at the queues whose work the hub offers: ends what passed its deadline, then asks the best person for each
 * conversation that waits. Called every second on every hub: locks and unique indexes let nothing happen twice. Gives how
 * many offers it made.
 */
export async function offerWork(deps: Deps): Promise<number> {
  await passOverdueOffers(deps);
  const waiting = await waitingToOffer(deps.db, AT_ONCE);
  if (waiting.length === 0) return 0;
  const plan = planOffers(waiting, await takers(deps.db));
  let made = 0;
  for (const { waiting: one, agentId } of plan.offers) {
    made += Number(await inWork(deps, (work) => offerTo(work, one, agentId)));
  }
  const told = new Set(waiting.filter((one) => one.told).map(({ conversationId }) => conversationId));
  // What was told already costs no lock each second.
  const untold = plan.exhausted.filter(({ conversationId }) => !told.has(conversationId));
  for (const one of untold) await inWork(deps, (work) => tellNobodyTook(work, one));
  return made;
}

/** Asks one person, if all is still as it was planned. */
async function offerTo(work: Work, waiting: WaitingWork, agentId: string): Promise<boolean> {
  const locked = await conversationLocked(work, waiting.conversationId);
  if (locked.ownerTeamId !== waiting.teamId || locked.epoch !== waiting.epoch || locked.status === 'resolved')
    return false;
  const taker = await takerLocked(work, agentId);
  if (taker === null || taker.asked || !suits(taker, waiting) || !hasRoomFor(waiting.work, taker)) return false;
  const id = work.nextId();
  const expiresAt = new Date(work.at.getTime() + (await offerSecondsOf(work, waiting.teamId)) * 1000);
  const { conversationId, teamId, epoch, work: kind } = waiting;
  if (!(await insertWorkOffer(work, { id, conversationId, teamId, agentId, epoch, work: kind, expiresAt })))
    return false;
  await addInboxEvent(work, agentId, { type: 'work_offer_changed', offerId: id });
  return true;
}

/** Everybody who could was asked: it waits in the plain queue, and its thread says who was asked. */
async function tellNobodyTook(work: Work, waiting: WaitingWork): Promise<void> {
  const locked = await conversationLocked(work, waiting.conversationId);
  if (locked.ownerTeamId === null || !(await markTold(work, locked.id, waiting.epoch))) return;
  const tried = await triedAt(work.tx, locked.id, waiting.epoch);
  await appendItem(work, {
    ...internalItem(work, locked, null),
    kind: 'system',
    data: {
      event: 'nobody_took',
      to: { type: 'team', id: locked.teamId, name: locked.teamName },
      tried: tried.slice(0, 100).map(({ agentName, state }) => ({ name: agentName, state })),
    },
  });
}
