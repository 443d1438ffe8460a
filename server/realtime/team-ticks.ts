import type { Logger } from 'pino';
import type { ReadDb } from '#server/db/handle.ts';
import { inboxRows } from '#server/domains/conversations/inbox-rows.repository.ts';
import { asHandoff } from '#server/domains/handoffs/handoff-view.ts';
import { handoffsById } from '#server/domains/handoffs/handoffs.repository.ts';
import type { Change } from '#server/domains/topics/change.ts';
import type { TeamTopics } from '#server/domains/topics/team-topics.ts';
import { toError } from '#shared/lib/assert.ts';
import { teamTopic } from '#shared/wire/topic.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import type { FanOut } from './fan-out.ts';

/** At most ten ticks a second ([TL2]). */
const TICK_MS = 100;
/** Rows in one tick of a team; more go into the next. */
const MOST_ROWS = 300;
/** A topic without followers is kept this long for who is briefly away, then let go. */
const KEPT_UNFOLLOWED_MS = 60_000;

export type TeamTicks = {
  readonly mark: (change: Extract<Change, { to: 'team' }>) => void;
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
};

type Parts = {
  readonly db: ReadDb;
  readonly logger: Logger;
  readonly teams: TeamTopics;
  readonly now: () => Date;
  readonly fanOut: () => FanOut | null;
};

type Dirty = { readonly conversations: Set<string>; readonly handoffs: Set<string>; callbacks: boolean };

/**
 * Tells a team's followers which of its rows and offers changed, read from committed data when the tick comes, so that no
 * writer waits for another's counter ([TL2]).
 */
export function createTeamTicks({ db, logger, teams, now, fanOut }: Parts): TeamTicks {
  const dirty = new Map<string, Dirty>();
  const unfollowedSince = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> | null = null;
  let lastTick = Number.NEGATIVE_INFINITY;

  /** Whether anybody will see it; lets topics go that nobody has followed for a while. */
  function isWanted(teamId: string): boolean {
    const topic = teamTopic(teamId);
    if (!teams.exists(topic)) return false;
    if (fanOut()?.followed(topic)) {
      unfollowedSince.delete(teamId);
      return true;
    }
    const since = unfollowedSince.get(teamId) ?? now().getTime();
    unfollowedSince.set(teamId, since);
    if (now().getTime() - since < KEPT_UNFOLLOWED_MS) return true;
    teams.forget(topic);
    unfollowedSince.delete(teamId);
    return false;
  }

  function schedule(): void {
    if (timer !== null || ticking !== null || dirty.size === 0) return;
    const wait = Math.max(0, lastTick + TICK_MS - now().getTime());
    timer = setTimeout(
      () => {
        timer = null;
        lastTick = now().getTime();
        ticking = tick().finally(() => {
          ticking = null;
          schedule();
        });
      },
      Math.min(wait, TICK_MS),
    );
    timer.unref();
  }

  async function tick(): Promise<void> {
    const batch = takeBatch();
    try {
      const [rows, handoffs] = await Promise.all([
        inboxRows(db, [...new Set(batch.flatMap(([, d]) => [...d.conversations]))]),
        handoffsById(db, [...new Set(batch.flatMap(([, d]) => [...d.handoffs]))]),
      ]);
      const rowBy = new Map(rows.map((row) => [row.conversationId, row]));
      const handoffBy = new Map(handoffs.map((handoff) => [handoff.id, handoff]));
      const at = now().toISOString();
      for (const [teamId, { conversations, handoffs: offers, callbacks }] of batch) {
        const events: TopicEvent[] = [];
        if (conversations.size > 0) {
          const found = [...conversations].map((id) => rowBy.get(id));
          const held = found.filter((row) => row !== undefined).filter((row) => row.teamId === teamId);
          const gone = [...conversations].filter((id) => rowBy.get(id)?.teamId !== teamId);
          events.push({ type: 'rows_changed', rows: held, gone });
        }
        for (const id of offers) {
          const record = handoffBy.get(id);
          if (record !== undefined) events.push({ type: 'offer_changed', handoff: asHandoff(record) });
        }
        if (callbacks) events.push({ type: 'callbacks_changed' });
        fanOut()?.sendTeam(events.map((event) => teams.append(teamTopic(teamId), event, at)));
      }
    } catch (error) {
      // The followers cannot know what they missed: they fetch anew.
      for (const [teamId] of batch) teams.forget(teamTopic(teamId));
      logger.warn({ reason: toError(error).message }, 'could not push to teams; clients fetch anew');
    }
  }

  function takeBatch(): [string, Dirty][] {
    const batch: [string, Dirty][] = [];
    for (const [teamId, marked] of dirty) {
      const conversations = new Set([...marked.conversations].slice(0, MOST_ROWS));
      batch.push([teamId, { conversations, handoffs: new Set(marked.handoffs), callbacks: marked.callbacks }]);
      marked.handoffs.clear();
      marked.callbacks = false;
      for (const id of conversations) marked.conversations.delete(id);
      if (marked.conversations.size === 0) dirty.delete(teamId);
    }
    return batch;
  }

  return {
    mark({ teamId, conversationId, handoffId, callbacks }) {
      if (!isWanted(teamId)) return;
      const marked = dirty.get(teamId) ?? { conversations: new Set(), handoffs: new Set(), callbacks: false };
      if (conversationId !== undefined) marked.conversations.add(conversationId);
      if (handoffId !== undefined) marked.handoffs.add(handoffId);
      if (callbacks) marked.callbacks = true;
      dirty.set(teamId, marked);
      schedule();
    },
    async idle() {
      while (ticking !== null || timer !== null) await (ticking ?? new Promise((done) => setTimeout(done, 5)));
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      dirty.clear();
    },
  };
}
