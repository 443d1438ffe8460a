import { type ClaimedPoint, pointKey } from './claim.ts';
import type { HolderRow, PointRow } from './identity.repository.ts';
import { type Holder, isOneEach, type KnownPoint, type Proof } from './match.ts';

type Point = { id: string; shared: boolean; holders: Holder[] };
type MutableProof = { singles: Set<string>; any: boolean };

const NOTHING: Proof = { singles: new Set(), any: false };

/**
 * What is known of the points and people of one work: as read, and as the work goes on, so that its second input sees
 * what its first one made.
 */
export class KnownPeople {
  readonly #points = new Map<string, Point>();
  readonly #proofs = new Map<string, MutableProof>();

  constructor(rows: readonly PointRow[]) {
    for (const row of rows) {
      this.addPoint(row, row);
      for (const holder of row.holders) this.#remember(holder);
    }
  }

  get points(): ReadonlyMap<string, KnownPoint> {
    return this.#points;
  }

  readonly proofOf = (customerId: string): Proof => this.#proofs.get(customerId) ?? NOTHING;

  addPoint(
    point: Pick<ClaimedPoint, 'kind' | 'value'>,
    { id, shared, holders }: { id: string; shared: boolean; holders: readonly Holder[] },
  ): void {
    this.#points.set(pointKey(point), { id, shared, holders: [...holders] });
  }

  /** The customer now holds the point; a better word for one they held replaces the weaker. */
  addHolder(point: ClaimedPoint, holder: Holder): void {
    const known = this.#points.get(pointKey(point));
    if (known === undefined) return;
    known.holders = [...known.holders.filter((h) => h.customerId !== holder.customerId), holder];
    if (holder.verified && !holder.shared) this.#prove(holder.customerId, point);
  }

  #remember(holder: HolderRow): void {
    for (const [kind, value] of holder.proven) this.#prove(holder.customerId, { kind, value });
  }

  #prove(customerId: string, point: Pick<ClaimedPoint, 'kind' | 'value'>): void {
    const proof = this.#proofs.get(customerId) ?? { singles: new Set(), any: false };
    proof.any = true;
    if (isOneEach(point.kind)) proof.singles.add(pointKey(point));
    this.#proofs.set(customerId, proof);
  }
}
