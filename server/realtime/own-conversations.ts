import type { ReadDb } from '#server/db/handle.ts';
import { contactPointsOf, type SessionPoint } from '#server/domains/topics/heads.repository.ts';

const MOST_REMEMBERED = 5000;

/** Which conversations are whose visitor's: those that have had a session on the visitor's contact point. */
export type OwnConversations = {
  /** Looks up what is not yet known of these conversations. */
  readonly learn: (conversationIds: readonly string[]) => Promise<void>;
  readonly knows: (conversationId: string) => boolean;
  /** `channel` narrows to what was said there: a call on the same matter is not the widget's to show. */
  readonly holds: (conversationId: string, contactPointId: string, channel?: string | null) => boolean;
  /** Reads them afresh: a session may have been added. */
  readonly forget: (conversationId: string) => void;
};

export function createOwnConversations(db: ReadDb): OwnConversations {
  const points = new Map<string, readonly SessionPoint[]>();
  return {
    async learn(conversationIds) {
      const unknown = [...new Set(conversationIds)].filter((id) => !points.has(id));
      const found = await contactPointsOf(db, unknown);
      // Nothing found is not remembered: the session may come in the next moment.
      for (const [id, held] of found) points.set(id, held);
      for (const id of points.keys()) {
        if (points.size <= MOST_REMEMBERED) break;
        points.delete(id);
      }
    },
    knows: (id) => points.has(id),
    holds: (id, contactPointId, channel = null) =>
      points.get(id)?.some((s) => s.point === contactPointId && (channel === null || s.channel === channel)) ?? false,
    forget: (id) => points.delete(id),
  };
}
