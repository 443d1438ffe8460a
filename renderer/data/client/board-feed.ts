import { createStore } from 'zustand/vanilla';
import type { Connection } from '#renderer/data/sync/connection.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import type { TopicHub } from '#renderer/data/sync/topic-hub.ts';
import { applyBoardChange, boardLoaded, isClockDoubtful, isOutdated } from '#renderer/state/board-state.ts';
import { BOARD_TOPIC, type Cursor } from '#shared/wire/topic.ts';
import type { BoardFeed, BoardView } from './board-view.ts';
import type { DeskClient } from './desk-client-types.ts';

type Parts = {
  readonly ask: DeskClient['ask'];
  readonly topics: TopicHub;
  readonly connection: Pick<Connection, 'listen'>;
  readonly timing: Timing;
};

const NOTHING: BoardView = { board: null, error: null };
/** How often is looked whether the day is over, or more fell due than was told. */
const LOOK_MS = 1000;
/** Many windows see the same midnight: they do not all ask in the same moment. */
const SPREAD_MS = 3000;
/** Where every event is late, the clock is asked for no more often. */
const DOUBT_MS = 60_000;

/** The floor over HTTP once, then live by the topic `board`; anew when the day or the workspace's set-up changes. */
export function createBoardFeed({ ask, topics, connection, timing }: Parts): BoardFeed {
  const store = createStore<BoardView>(() => NOTHING);
  const now = (): Date => new Date(timing.now());
  let readers = 0;
  let following: ReturnType<TopicHub['follow']> | null = null;
  let cancelLook: () => void = () => undefined;
  let renewing = false;
  let doubtedAt = Number.NEGATIVE_INFINITY;

  async function reload(): Promise<Cursor> {
    try {
      const snapshot = await ask('board.open', {});
      store.setState({ board: boardLoaded(store.getState().board, snapshot, now()), error: null }, true);
      return snapshot.head;
    } catch (error) {
      // What is shown stays; the follower tries again.
      store.setState({ board: store.getState().board, error: asWireError(error) }, true);
      throw error;
    }
  }

  function follow(): void {
    // Takes the place of the one before.
    following = topics.follow({
      topic: BOARD_TOPIC,
      reload,
      apply({ event, at }) {
        const { board } = store.getState();
        if (board === null || event.type !== 'board_changed') return;
        const moment = { at, here: now() };
        const next = applyBoardChange(board, event.board, moment);
        if (next === null) return renewSoon();
        store.setState({ board: next, error: null }, true);
        if (!isClockDoubtful(board, moment) || timing.now() - doubtedAt < DOUBT_MS) return;
        doubtedAt = timing.now();
        renewSoon();
      },
    });
  }

  function renewSoon(): void {
    if (renewing || readers === 0) return;
    renewing = true;
    cancelLook();
    cancelLook = timing.later(timing.random() * SPREAD_MS, () => {
      renewing = false;
      if (readers === 0) return;
      follow();
      lookLater();
    });
  }

  function lookLater(): void {
    cancelLook = timing.later(LOOK_MS, () => {
      const { board } = store.getState();
      if (board !== null && isOutdated(board, new Date(now().getTime() + board.aheadMs))) renewSoon();
      else lookLater();
    });
  }

  connection.listen({ workspace: renewSoon });

  function stop(): void {
    following?.stop();
    following = null;
    cancelLook();
    renewing = false;
    store.setState(NOTHING, true);
  }

  return {
    store,
    open() {
      readers += 1;
      if (readers === 1) {
        follow();
        lookLater();
      }
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        readers -= 1;
        if (readers === 0) stop();
      };
    },
    stop() {
      readers = 0;
      stop();
    },
  };
}
