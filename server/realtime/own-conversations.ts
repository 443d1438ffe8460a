import type { ReadDb } from '#server/db/handle.ts';
import { contactPointsOf, type SessionPoint } from '#server/domains/topics/heads.repository.ts';

const MOST_REMEMBERED = 5000;

/** Where something was said: null where that is not known, or on no leg. */
export type SaidOn = { readonly channel: string | null; readonly sessionId: string | null };

/** A conversation, and the leg of it that has to be known. */
export type Place = { readonly conversationId: string; readonly sessionId?: string | null };

/** Whose visitor's conversations are, as it was looked up. */
export type Owning = {
  /** `said` narrows to one item: a call on the same matter is not the widget's to show, nor is what another browser said. */
  readonly holds: (conversationId: string, contactPointId: string, said?: SaidOn) => boolean;
};

/** Which conversations are whose visitor's: those that have had a session on the visitor's contact point. */
export type OwnConversations = Owning & {
  /**
   * Looks up what is not yet known of these conversations, or of a leg that began since they were looked at. What is given knows
   * them for good: whoever waits for something else before they ask would find them forgotten here.
   */
  readonly learn: (places: readonly Place[]) => Promise<Owning>;
  readonly knows: (place: Place) => boolean;
  /** Reads them afresh: a session may have been added. */
  readonly forget: (conversationId: string) => void;
  /** Something was missed: what is known may be old. */
  readonly forgetAll: () => void;
};

type Legs = readonly SessionPoint[];

export function createOwnConversations(db: ReadDb): OwnConversations {
  const remembered = new Map<string, Legs>();
  /** What is being read, and was not forgotten meanwhile. */
  const underWay = new Set<Set<string>>();
  const knows = ({ conversationId, sessionId = null }: Place): boolean => {
    const legs = remembered.get(conversationId);
    return legs !== undefined && (sessionId === null || legs.some(({ id }) => id === sessionId));
  };

  async function readLegs(ids: readonly string[]): Promise<ReadonlyMap<string, Legs>> {
    const lasting = new Set(ids);
    underWay.add(lasting);
    try {
      const found = await contactPointsOf(db, ids);
      // Nothing found is not remembered: the session may come in the next moment.
      for (const [id, legs] of found) if (lasting.has(id)) remembered.set(id, legs);
      return found;
    } finally {
      underWay.delete(lasting);
    }
  }

  function forgetOldest(): void {
    for (const id of remembered.keys()) {
      if (remembered.size <= MOST_REMEMBERED) break;
      remembered.delete(id);
    }
  }

  return {
    async learn(places) {
      const ids = [...new Set(places.map(({ conversationId }) => conversationId))];
      const known = new Map(ids.map((id) => [id, remembered.get(id) ?? []]));
      const unknown = new Set(places.filter((place) => !knows(place)).map((place) => place.conversationId));
      for (const [id, legs] of await readLegs([...unknown])) known.set(id, legs);
      forgetOldest();
      return holding(known);
    },
    knows,
    ...holding(remembered),
    forget(id) {
      remembered.delete(id);
      for (const lasting of underWay) lasting.delete(id);
    },
    forgetAll() {
      remembered.clear();
      for (const lasting of underWay) lasting.clear();
    },
  };
}

function holding(known: ReadonlyMap<string, Legs>): Owning {
  return {
    holds(id, contactPointId, said) {
      const legs = known.get(id) ?? [];
      if (said === undefined || said.channel === null) return legs.some((leg) => leg.point === contactPointId);
      const there = legs.filter(({ channel, point }) => channel === said.channel && point !== null);
      // What stands on no leg is for whoever's leg is the newest.
      const leg = said.sessionId === null ? there[0] : there.find(({ id: known }) => known === said.sessionId);
      return leg?.point === contactPointId;
    },
  };
}
