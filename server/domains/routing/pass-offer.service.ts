import type { Deps } from '#server/deps.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { correctPresence } from '#server/domains/presence/presence.repository.ts';
import { addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { PASSES_UNTIL_AWAY } from '#shared/domain/work-offer.ts';
import {
  conversationOfWorkOffer,
  decideWorkOffer,
  passesInARow,
  workOffersById,
  workOffersDue,
} from './work-offers.repository.ts';

const AT_ONCE = 200;

/** Ends offers that nobody answered in time, and those of people who have gone meanwhile. Gives how many. */
export async function passOverdueOffers(deps: Deps): Promise<number> {
  const ids = await inWork(deps, (work) => workOffersDue(work, AT_ONCE));
  let ended = 0;
  for (const id of ids) ended += Number(await inWork(deps, (work) => pass(work, id)));
  return ended;
}

/** Silence is an answer, but not one to be given twice in a row: then they are away until they say otherwise. */
async function pass(work: Work, id: string): Promise<boolean> {
  const conversationId = await conversationOfWorkOffer(work.tx, id);
  if (conversationId === null) return false;
  await conversationLocked(work, conversationId);
  const [offer] = await workOffersById(work.tx, [id]);
  if (offer === undefined || offer.state !== 'open') return false;
  const passed = offer.expiresAt <= work.at;
  if (!(await decideWorkOffer(work, id, passed ? 'passed' : 'withdrawn', passed ? null : 'gone'))) return false;
  await addInboxEvent(work, offer.agentId, { type: 'work_offer_changed', offerId: id });
  if (passed && (await passesInARow(work, offer.agentId, PASSES_UNTIL_AWAY)) >= PASSES_UNTIL_AWAY) {
    const away = { presence: 'away', reason: 'no_answer', at: work.at } as const;
    if ((await correctPresence(work.tx, offer.agentId, ['ready'], away)) !== null)
      work.changes.push({ to: 'presence', agentId: offer.agentId });
  }
  return true;
}
