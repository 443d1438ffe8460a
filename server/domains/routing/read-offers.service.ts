import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { asWorkOffer } from './work-offer-view.ts';
import { openWorkOffersOf, triedAt } from './work-offers.repository.ts';

/** What the hub offers the asker now. */
export async function offersToAsker({ db }: Pick<Deps, 'db'>, asking: Asking): Promise<QueryOutput<'routing.offers'>> {
  demand(asking, 'routing.decide', { ownerId: asking.actor.id });
  return { offers: (await openWorkOffersOf(db, asking.actor.id)).map(asWorkOffer) };
}

/** Who was asked to take a conversation since it came to the queue it is in. Error: `not_found`. */
export async function whoWasAsked(
  { db }: Pick<Deps, 'db'>,
  asking: Asking,
  { conversationId }: QueryParsed<'routing.tried'>,
): Promise<QueryOutput<'routing.tried'>> {
  demand(asking, 'routing.read');
  const conversation = await findConversation(db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  const tried = await triedAt(db, conversationId, conversation.epoch);
  return {
    tried: tried.map(({ agentId, agentName, state, reason, offeredAt, decidedAt }) => ({
      agent: { id: agentId, name: agentName },
      state,
      offeredAt: offeredAt.toISOString(),
      ...(reason === null ? {} : { reason }),
      ...(decidedAt === null ? {} : { decidedAt: decidedAt.toISOString() }),
    })),
  };
}
