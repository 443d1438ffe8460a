import type { Logger } from 'pino';
import type { ReadDb } from '#server/db/handle.ts';
import type { Change, StoredEvent } from '#server/domains/topics/change.ts';
import { addTeamEvents } from '#server/domains/topics/topics.repository.ts';
import { toError } from '#shared/lib/assert.ts';
import { teamTopic } from '#shared/wire/topic.ts';
import { createTicker } from './ticker.ts';

/** At most five ticks a second; the first one after a while comes at once ([TL2] allows ten). A tick goes to every window of a team. */
const TICK_MS = 200;
/** Rows in one tick of a team; more go into the next. */
const MOST_ROWS = 300;

export type TeamTicks = {
  readonly mark: (change: Extract<Change, { to: 'team' }>) => void;
  readonly idle: () => Promise<void>;
  /** Gives no more ticks; what is marked is forgotten. */
  readonly stop: () => void;
};

type Parts = {
  readonly db: ReadDb;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Takes the events of a tick, in order, after their commit. */
  readonly publish: (changes: readonly Change[]) => void;
};

type Dirty = { readonly conversations: Set<string>; readonly handoffs: Set<string>; callbacks: boolean };

/**
 * Says on a team's topic which of its rows and offers changed: what this hub's writers marked is put together and stored
 * as one tick, so that no writer waits for another's counter ([TL2]). What the rows look like is read when it is sent.
 */
export function createTeamTicks({ db, logger, now, publish }: Parts): TeamTicks {
  const dirty = new Map<string, Dirty>();
  const ticker = createTicker({ everyMs: TICK_MS, now, isMarked: () => dirty.size > 0, tick });

  /** False when something could not be written; it is marked again. */
  async function tick(): Promise<boolean> {
    const at = now();
    const written = await Promise.all(
      takeBatch().map(async ([teamId, events]) => {
        try {
          const place = await addTeamEvents(db, teamId, events, at);
          if (place !== null) publish(events.map((event, n) => changeOf(teamId, place, { event, n, at })));
          return true;
        } catch (error) {
          logger.warn({ reason: toError(error).message }, 'could not write a tick of a team; it comes again');
          for (const event of events) markAgain(teamId, event);
          return false;
        }
      }),
    );
    return !written.includes(false);
  }

  function takeBatch(): [string, StoredEvent[]][] {
    const batch: [string, StoredEvent[]][] = [];
    for (const [teamId, marked] of dirty) {
      const conversationIds = [...marked.conversations].slice(0, MOST_ROWS);
      const events: StoredEvent[] = [];
      if (conversationIds.length > 0) events.push({ type: 'team_rows', conversationIds });
      for (const handoffId of marked.handoffs) events.push({ type: 'offer_changed', handoffId });
      if (marked.callbacks) events.push({ type: 'callbacks_changed' });
      marked.handoffs.clear();
      marked.callbacks = false;
      for (const id of conversationIds) marked.conversations.delete(id);
      if (marked.conversations.size === 0) dirty.delete(teamId);
      if (events.length > 0) batch.push([teamId, events]);
    }
    return batch;
  }

  function dirtyOf(teamId: string): Dirty {
    const marked = dirty.get(teamId) ?? { conversations: new Set(), handoffs: new Set(), callbacks: false };
    dirty.set(teamId, marked);
    return marked;
  }

  function markAgain(teamId: string, event: StoredEvent): void {
    const marked = dirtyOf(teamId);
    if (event.type === 'team_rows') for (const id of event.conversationIds) marked.conversations.add(id);
    if (event.type === 'offer_changed') marked.handoffs.add(event.handoffId);
    if (event.type === 'callbacks_changed') marked.callbacks = true;
  }

  return {
    mark({ teamId, conversationId, handoffId, callbacks }) {
      const marked = dirtyOf(teamId);
      if (conversationId !== undefined) marked.conversations.add(conversationId);
      if (handoffId !== undefined) marked.handoffs.add(handoffId);
      if (callbacks) marked.callbacks = true;
      ticker.schedule();
    },
    idle: ticker.idle,
    stop() {
      ticker.stop();
      dirty.clear();
    },
  };
}

function changeOf(
  teamId: string,
  { version, generation }: { version: number; generation: string },
  { event, n, at }: { event: StoredEvent; n: number; at: Date },
): Change {
  return { to: 'topic', topic: teamTopic(teamId), version: version + n, generation, at, event };
}
