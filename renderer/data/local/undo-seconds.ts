import type { Timing } from '#renderer/data/sync/timing.ts';
import { type QueuedCommand, undoLeft } from '#renderer/state/outbox-state.ts';

type UndoSeconds = {
  /** Whether its author may still take it back. */
  readonly waits: (command: QueuedCommand) => boolean;
  /** Calls back as each of these can no longer be taken back; one that is counted down already is not counted twice. */
  readonly count: (commands: readonly QueuedCommand[], isOver: () => void) => void;
  /** Its time is over now. */
  readonly end: (id: string) => void;
  readonly forget: (id: string) => void;
  readonly forgetAll: () => void;
};

/** The seconds in which what was sent can be taken back, by this window's own timers, whatever its clock is set to. */
export function createUndoSeconds(timing: Timing): UndoSeconds {
  const due = new Set<string>();
  const counting = new Map<string, () => void>();
  const waits = (command: QueuedCommand): boolean => !due.has(command.id) && undoLeft(command, timing.now()) > 0;

  function stop(id: string): void {
    counting.get(id)?.();
    counting.delete(id);
  }

  return {
    waits,
    count(commands, isOver) {
      for (const command of commands) {
        const { id, undone } = command;
        if (undone === true || counting.has(id) || !waits(command)) continue;
        const end = (): void => {
          counting.delete(id);
          due.add(id);
          isOver();
        };
        counting.set(id, timing.later(undoLeft(command, timing.now()), end));
      }
    },
    end(id) {
      stop(id);
      due.add(id);
    },
    forget(id) {
      stop(id);
      due.delete(id);
    },
    forgetAll() {
      for (const id of [...counting.keys()]) stop(id);
      due.clear();
    },
  };
}
