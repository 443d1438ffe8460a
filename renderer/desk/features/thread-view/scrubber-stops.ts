import type { LookBack } from '#renderer/desk/app/look-back.ts';
import type { AsOf, Moment } from '#shared/domain/moment.ts';

export type Stop = { readonly at: string; readonly asOf: AsOf };

/** Where the arrows stop, oldest first: of changes at one instant, the handoff. */
export function stopsOf(moments: readonly Moment[]): Stop[] {
  const byTime = new Map<string, Moment>();
  for (const moment of moments) {
    const there = byTime.get(moment.at);
    if (there === undefined || there.kind === 'owner') byTime.set(moment.at, moment);
  }
  return [...byTime.values()].map(({ at, asOf }) => ({ at, asOf }));
}

/** The change that is being looked at, if it is one. */
export const momentAt = (moments: readonly Moment[], shown: Pick<LookBack, 'at'>): Moment | undefined =>
  moments.findLast(({ at }) => at === shown.at);
