import type { Logger } from 'pino';
import type { ReadDb } from '#server/db/handle.ts';
import type { BoardPointer } from '#server/domains/board/board-pointer.ts';
import type { Change } from '#server/domains/topics/change.ts';
import { idOf } from '#server/domains/topics/hydrate.service.ts';
import { addBoardEvent } from '#server/domains/topics/topics.repository.ts';
import { toError } from '#shared/lib/assert.ts';
import { BOARD_TOPIC } from '#shared/wire/topic.ts';
import { createTicker } from './ticker.ts';

/** At most two ticks a second: who reads figures sees no more, and each is drawn ([TL2] allows ten). */
const TICK_MS = 500;
/** Pointers of a kind in one tick; more go into the next. */
const MOST = 200;

export type BoardTicks = {
  /** Looks whether a change of this hub's writers concerns the floor. */
  readonly note: (change: Change) => void;
  readonly idle: () => Promise<void>;
  /** Gives no more ticks; what is marked is forgotten. */
  readonly stop: () => void;
};

type Parts = {
  readonly db: ReadDb;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Takes the event of a tick after its commit. */
  readonly publish: (changes: readonly Change[]) => void;
};

const KINDS = ['teamIds', 'conversationIds', 'agentIds', 'callIds', 'handoffIds'] as const;
type Marks = Readonly<Record<(typeof KINDS)[number], Set<string>>>;

/**
 * Says on `board` what of the floor may be other than it was: what this hub's writers touched is put together and stored
 * as one event of pointers, in a statement that waits for no writer ([TL2]). What it looks like is read when it is sent,
 * by each hub that has a reader.
 */
export function createBoardTicks({ db, logger, now, publish }: Parts): BoardTicks {
  const marks: Marks = {
    teamIds: new Set(),
    conversationIds: new Set(),
    agentIds: new Set(),
    callIds: new Set(),
    handoffIds: new Set(),
  };
  let escalations = false;
  const ticker = createTicker({
    everyMs: TICK_MS,
    now,
    isMarked: () => escalations || KINDS.some((kind) => marks[kind].size > 0),
    tick,
  });

  async function tick(): Promise<boolean> {
    const pointer = takePointer();
    const at = now();
    try {
      const event = { type: 'board_rows', ...pointer } as const;
      const place = await addBoardEvent(db, event, at);
      publish([{ to: 'topic', topic: BOARD_TOPIC, ...place, at, event }]);
      return true;
    } catch (error) {
      logger.warn({ reason: toError(error).message }, 'could not write a tick of the board; it comes again');
      for (const kind of KINDS) for (const id of pointer[kind]) marks[kind].add(id);
      escalations ||= pointer.escalations;
      return false;
    }
  }

  function takePointer(): BoardPointer {
    const take = (kind: (typeof KINDS)[number]): string[] => {
      const ids = [...marks[kind]].slice(0, MOST);
      for (const id of ids) marks[kind].delete(id);
      return ids;
    };
    const taken = {
      teamIds: take('teamIds'),
      conversationIds: take('conversationIds'),
      agentIds: take('agentIds'),
      callIds: take('callIds'),
      handoffIds: take('handoffIds'),
      escalations,
    };
    escalations = false;
    return taken;
  }

  function mark(change: Change): void {
    if (change.to === 'presence') marks.agentIds.add(change.agentId);
    if (change.to === 'team' && change.conversationId !== undefined) {
      marks.teamIds.add(change.teamId);
      marks.conversationIds.add(change.conversationId);
    }
    // A team that was set up differently.
    if (change.to === 'team' && change.handoffId === undefined && change.callbacks === undefined)
      marks.teamIds.add(change.teamId);
    // What is derived itself tells nothing new.
    if (change.to === 'topic' && change.generation === undefined) markEvent(change.topic, change.event);
  }

  function markEvent(topic: string, event: Extract<Change, { to: 'topic' }>['event']): void {
    switch (event.type) {
      case 'conversation_changed':
        marks.conversationIds.add(event.conversationId);
        break;
      case 'rows_changed':
        marks.agentIds.add(idOf(topic));
        break;
      case 'call_changed':
        marks.callIds.add(event.callId);
        if (topic.startsWith('inbox:')) marks.agentIds.add(idOf(topic));
        break;
      case 'handoff_changed':
      case 'offer_changed':
        marks.handoffIds.add(event.handoffId);
        break;
      case 'escalation_changed':
        escalations = true;
        break;
    }
  }

  return {
    note(change) {
      mark(change);
      ticker.schedule();
    },
    idle: ticker.idle,
    stop() {
      ticker.stop();
      for (const kind of KINDS) marks[kind].clear();
      escalations = false;
    },
  };
}
