import { type ContactPointKind, normaliseContactPoint } from '#shared/domain/contact-point.ts';
import type { Locale } from '#shared/domain/people.ts';

/** A contact point as an input gives it, in normal form ([ID1]). */
export type ClaimedPoint = {
  readonly kind: ContactPointKind;
  readonly value: string;
  /** Who vouches for it: the provider, the key, the shop's signature; null when it was merely said. */
  readonly verifiedBy: string | null;
};

/** What one input says about who it is from. At least one point. */
export type IdentityClaim = {
  /** The sending system; what it merely said before finds its own record again. */
  readonly source: string;
  readonly name?: string | undefined;
  readonly kana?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly points: readonly ClaimedPoint[];
  /** When the input happened: a new customer is known since then. */
  readonly occurredAt: Date;
};

type GivenPoint = { readonly kind: ContactPointKind; readonly value: string; readonly verifiedBy: string | null };

/** The usable points in the order given, each once, the strongest word for it kept; unusable ones are left out ([ID1]). */
export function normalisePoints(given: readonly GivenPoint[]): ClaimedPoint[] {
  const points = new Map<string, ClaimedPoint>();
  for (const { kind, value: raw, verifiedBy } of given) {
    const value = normaliseContactPoint(kind, raw);
    if (value === null) continue;
    const key = pointKey({ kind, value });
    const before = points.get(key);
    points.set(key, { kind, value, verifiedBy: before?.verifiedBy ?? verifiedBy });
  }
  return [...points.values()];
}

export const pointKey = (point: { readonly kind: string; readonly value: string }): string =>
  `${point.kind}:${point.value}`;
