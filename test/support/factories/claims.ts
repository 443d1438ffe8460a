import type { IdentityClaim } from '#server/domains/identity/claim.ts';
import { normalisePoints } from '#server/domains/identity/claim.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';

type Said = readonly [kind: ContactPointKind, value: string];

/** A claim of verified points, then of merely said ones. */
export function claim(
  verified: readonly Said[],
  said: readonly Said[] = [],
  over: Partial<IdentityClaim> = {},
): IdentityClaim {
  const given = [
    ...verified.map(([kind, value]) => ({ kind, value, verifiedBy: 'test' })),
    ...said.map(([kind, value]) => ({ kind, value, verifiedBy: null })),
  ];
  return { source: 'shop', points: normalisePoints(given), occurredAt: new Date('2026-04-01T00:00:00Z'), ...over };
}
