import type { ReadDb } from '#server/db/handle.ts';
import { contactPointsOf, type SessionPoint } from '#server/domains/topics/heads.repository.ts';

const MOST_REMEMBERED = 5000;

/** Where something was said: null where that is not known, or on no leg. */
export type SaidOn = { readonly channel: string | null; readonly sessionId: string | null };

/** A conversation, and the leg of it that has to be known. */
export type Place = { readonly conversationId: string; readonly sessionId?: string | null };

/** Which conversations are whose visitor's: those that have had a session on the visitor's contact point. */
export type OwnConversations = {
  /** Looks up what is not yet known of these conversations, or of a leg that began since they were looked at. */
  readonly learn: (places: readonly Place[]) => Promise<void>;
  readonly knows: (place: Place) => boolean;
  /** `said` narrows to one item: a call on the same matter is not the widget's to show, nor is what another browser said. */
  readonly holds: (conversationId: string, contactPointId: string, said?: SaidOn) => boolean;
  /** Reads them afresh: a session may have been added. */
  readonly forget: (conversationId: string) => void;
  /** Something was missed: what is known may be old. */
  readonly forgetAll: () => void;
};

export function createOwnConversations(db: ReadDb): OwnConversations {
  const points = new Map<string, readonly SessionPoint[]>();
  const knows = ({ conversationId, sessionId = null }: Place): boolean => {
    const legs = points.get(conversationId);
    return legs !== undefined && (sessionId === null || legs.some(({ id }) => id === sessionId));
  };
  return {
    async learn(places) {
      const unknown = [...new Set(places.filter((place) => !knows(place)).map((place) => place.conversationId))];
      const found = await contactPointsOf(db, unknown);
      // Nothing found is not remembered: the session may come in the next moment.
      for (const [id, held] of found) points.set(id, held);
      for (const id of points.keys()) {
        if (points.size <= MOST_REMEMBERED) break;
        points.delete(id);
      }
    },
    knows,
    holds(id, contactPointId, said) {
      const legs = points.get(id) ?? [];
      if (said === undefined || said.channel === null) return legs.some((leg) => leg.point === contactPointId);
      const there = legs.filter(({ channel, point }) => channel === said.channel && point !== null);
      // What stands on no leg is for whoever's leg is the newest.
      const leg = said.sessionId === null ? there[0] : there.find(({ id: known }) => known === said.sessionId);
      return leg?.point === contactPointId;
    },
    forget: (id) => points.delete(id),
    forgetAll: () => points.clear(),
  };
}
