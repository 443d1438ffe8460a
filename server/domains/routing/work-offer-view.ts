import type { WorkOffer } from '#shared/domain/work-offer.ts';
import type { WorkOfferRecord } from './work-offers.repository.ts';

/** The offer as the wire carries it. */
export function asWorkOffer({
  teamId,
  teamName,
  epoch: _epoch,
  categoryId,
  customerWaitsSince,
  offeredAt,
  expiresAt,
  ...offer
}: WorkOfferRecord): WorkOffer {
  return {
    ...offer,
    team: { id: teamId, name: teamName },
    offeredAt: offeredAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(categoryId === null ? {} : { categoryId }),
    ...(customerWaitsSince === null ? {} : { customerWaitsSince: customerWaitsSince.toISOString() }),
  };
}
