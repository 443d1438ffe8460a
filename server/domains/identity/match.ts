import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import { type IdentityClaim, pointKey } from './claim.ts';

/** One customer's hold on a contact point. */
export type Holder = {
  readonly customerId: string;
  readonly verified: boolean;
  /** The household's or office's: it matches nobody by itself ([ID4]). */
  readonly shared: boolean;
  readonly saidBy: string | null;
};

/** A contact point that a claim names; holders oldest first. */
export type KnownPoint = { readonly id: string; readonly shared: boolean; readonly holders: readonly Holder[] };

/** What is proven of a customer. */
export type Proof = {
  /** Keys of verified points of the kinds a person has one of. */
  readonly singles: ReadonlySet<string>;
  /** Whether anything at all about them is verified. */
  readonly any: boolean;
};

export type Suggestion = { readonly customerId: string; readonly reason: string; readonly score: number };
export type Match = { readonly customerId: string | null; readonly suggestions: readonly Suggestion[] };

/**
 * A person has one of these at a time, so two different ones are two people. (Phones, addresses, browsers and devices
 * people have many of.)
 */
const ONE_EACH: ReadonlySet<ContactPointKind> = new Set(['loyalty', 'shop', 'line']);
export const isOneEach = (kind: ContactPointKind): boolean => ONE_EACH.has(kind);

/** A point that so many merely claimed says nothing about who they are. */
const CROWD = 5;

/**
 * Whose input it is ([ID2]): the holder of the first listed verified point, unless an earlier listed one says it is
 * somebody else. What was merely said finds only a record of its own source about which nothing is proven, so that
 * saying somebody's number never gets one onto their thread. Null for somebody new. Everybody else who holds one of the
 * points is a suggestion.
 */
export function matchClaim(
  claim: IdentityClaim,
  known: ReadonlyMap<string, KnownPoint>,
  proofOf: (customerId: string) => Proof,
): Match {
  const customerId = provenHolder(claim, known, proofOf) ?? sameWordsHolder(claim, known, proofOf);
  return { customerId, suggestions: suggestionsFor(claim, known, customerId) };
}

function provenHolder(
  claim: IdentityClaim,
  known: ReadonlyMap<string, KnownPoint>,
  proofOf: (customerId: string) => Proof,
): string | null {
  const earlier: IdentityClaim['points'][number][] = [];
  for (const point of claim.points) {
    if (point.verifiedBy === null) continue;
    const candidate = verifiedHolder(known.get(pointKey(point)));
    if (candidate !== null && !earlier.some((other) => contradicts(other, proofOf(candidate)))) return candidate;
    earlier.push(point);
  }
  return null;
}

/** The one customer who holds a point as verified ([ID1]); null for shared points ([ID4]). */
export function verifiedHolder(point: KnownPoint | undefined): string | null {
  if (point === undefined || point.shared) return null;
  return point.holders.find((holder) => holder.verified && !holder.shared)?.customerId ?? null;
}

/** True when a customer is proven to have another one of what everybody has one of at the same place. */
export function contradicts(point: { readonly kind: ContactPointKind; readonly value: string }, proof: Proof): boolean {
  const key = pointKey(point);
  if (!isOneEach(point.kind) || proof.singles.has(key)) return false;
  return [...proof.singles].some((other) => spaceOf(other) === spaceOf(key));
}

/** Whose ids they are: one shop's numbers (`SHOP:NUMBER`) say nothing about another's. */
const spaceOf = (key: string): string => key.slice(0, key.lastIndexOf(':'));

function sameWordsHolder(
  claim: IdentityClaim,
  known: ReadonlyMap<string, KnownPoint>,
  proofOf: (customerId: string) => Proof,
): string | null {
  if (claim.points.some((point) => point.verifiedBy !== null)) return null;
  for (const point of claim.points) {
    const state = known.get(pointKey(point));
    if (state === undefined || state.shared) continue;
    const own = state.holders.find(
      (h) => !h.verified && !h.shared && h.saidBy === claim.source && !proofOf(h.customerId).any,
    );
    if (own !== undefined) return own.customerId;
  }
  return null;
}

function suggestionsFor(
  claim: IdentityClaim,
  known: ReadonlyMap<string, KnownPoint>,
  matched: string | null,
): Suggestion[] {
  return claim.points.flatMap((point) => {
    const state = known.get(pointKey(point));
    if (state === undefined || state.shared || state.holders.length > CROWD) return [];
    return state.holders
      .filter((holder) => !holder.shared && holder.customerId !== matched)
      .map((holder): Suggestion => {
        const proven = holder.verified && point.verifiedBy !== null;
        return {
          customerId: holder.customerId,
          reason: `${proven ? 'same_verified' : 'same'}_${point.kind}`,
          score: proven ? 90 : 50,
        };
      });
  });
}
