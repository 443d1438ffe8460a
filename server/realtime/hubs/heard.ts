/** Counts the frames of other hubs: each is taken once, and what is missing is noticed. */
export type Heard = {
  /** False for a frame that came before, by another link. */
  readonly take: (hub: string, n: number) => boolean;
  /**
   * What a hub says it has sent. True when frames that it had sent at the last word, too, have not come: they are lost,
   * and nobody waits for them any more. The first word of a hub only says where it stands.
   */
  readonly owes: (hub: string, sent: number) => boolean;
  readonly forget: (hub: string) => void;
};

type State = { highest: number; readonly missing: Set<number>; told: number };

/** Frames missing of one hub; beyond it they are lost anyway. */
const MOST_MISSING = 10_000;

export function createHeard(): Heard {
  const hubs = new Map<string, State>();
  return {
    take(hub, n) {
      const state = hubs.get(hub);
      if (state === undefined) {
        hubs.set(hub, { highest: n, missing: new Set(), told: n });
        return true;
      }
      if (n <= state.highest) return state.missing.delete(n);
      if (n - state.highest <= MOST_MISSING) for (let i = state.highest + 1; i < n; i += 1) state.missing.add(i);
      state.highest = n;
      return true;
    },
    owes(hub, sent) {
      const state = hubs.get(hub);
      if (state === undefined) {
        hubs.set(hub, { highest: sent, missing: new Set(), told: sent });
        return false;
      }
      const due = state.told;
      state.told = Math.max(sent, due);
      const lost = [...state.missing].filter((n) => n <= due);
      for (const n of lost) state.missing.delete(n);
      if (state.highest >= due) return lost.length > 0;
      state.highest = due;
      return true;
    },
    forget: (hub) => void hubs.delete(hub),
  };
}
