import type { BoardState } from '#renderer/state/board-state.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { Readable } from './readable.ts';

/** The floor: null until it is known. `error` says why it is not. */
export type BoardView = { readonly board: BoardState | null; readonly error: WireError | null };

export type BoardFeed = {
  readonly store: Readable<BoardView>;
  /** Follows the floor until the returned function is called; several may. */
  readonly open: () => () => void;
  readonly stop: () => void;
};
