import { createStore } from 'zustand/vanilla';
import type { CommandSender } from '#renderer/data/sync/command-sender.ts';
import type { Connection } from '#renderer/data/sync/connection.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import {
  commandGone,
  commandQueued,
  commandUndone,
  nextOf,
  type OutboxState,
  type QueuedCommand,
  queueDiscarded,
  queueInsisted,
  queueSchema,
  queueStopped,
} from '#renderer/state/outbox-state.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { CommandOutput } from '#shared/wire/commands.ts';
import { givenCommand, goWithoutQueue } from './given-command.ts';
import type { LocalStore } from './local-store.ts';
import type { Given, Outbox } from './local-types.ts';
import { createUndoSeconds } from './undo-seconds.ts';

/** The queues, with what only the client itself does with them. */
export type OutboxKeeper = Outbox & {
  /** What an earlier start left. Resolves also when it could not be read: it is then tried again by itself. */
  readonly load: () => Promise<void>;
  /** Somebody else may sign in: nothing of this one stays in memory; what is on disk is the main process's to keep. */
  readonly forget: () => void;
};

type Parts = {
  readonly local: LocalStore;
  readonly sender: Pick<CommandSender, 'send' | 'launch' | 'discard'>;
  readonly connection: Pick<Connection, 'isOpen' | 'goneMs' | 'view'>;
  readonly unreachable: () => WireError;
  readonly newId: () => string;
  readonly timing: Timing;
};

/** A line lost for less is usually back at once; who sends meanwhile waits for the answer. */
const SHORT_CUT_MS = 4000;
/** The hub had no time for it: the queue goes on trying. */
const AGAIN_MS = 15_000;
/** The disk did not give what was kept. */
const LOAD_AGAIN_MS = 5000;

/**
 * Everything an agent sends is on disk before it leaves and until the hub has answered, with its id, so that a crash at
 * any moment neither loses nor doubles it ([SY2], [SY5]). One queue for each conversation, in order; what waited is
 * replayed once the window has caught up; a refusal stops its queue and no other.
 */
export function createOutbox({ local, sender, connection, unreachable, newId, timing }: Parts): OutboxKeeper {
  const store = createStore<OutboxState>(() => new Map());
  const attended = new Map<string, (given: Given<unknown>) => void>();
  const draining = new Set<string>();
  const taken = new Map<string, (data: unknown) => void>();
  const seconds = createUndoSeconds(timing);
  const { waits } = seconds;
  // Raised when another agent signs in: what is still on its way for the one before changes nothing.
  let turn = 0;
  let loaded: Promise<void> = Promise.resolve();
  // Until what waits is known nothing is written over it.
  let isKnown = false;
  let isToLoadAgain = false;

  const queue = (conversationId: string) => store.getState().get(conversationId);
  const isAway = (): boolean => !connection.isOpen() && connection.goneMs() > SHORT_CUT_MS;

  /** Changes one queue, on screen at once and then on disk; false when the disk did not take it. */
  function change(conversationId: string, next: OutboxState): Promise<boolean> {
    store.setState(next, true);
    const now = next.get(conversationId);
    if (now === undefined) return local.remove('outbox', conversationId).then(() => true);
    return local.put('outbox', conversationId, now);
  }

  async function drain(conversationId: string): Promise<void> {
    if (draining.has(conversationId)) return;
    draining.add(conversationId);
    const mine = turn;
    try {
      for (;;) {
        const next = nextOf(queue(conversationId), waits);
        if (next === null)
          return seconds.count(queue(conversationId)?.commands ?? [], () => void drain(conversationId));
        if (!mayLeave(next)) return;
        const answer = await sender.launch({ ...next, state: 'pending' });
        if (mine !== turn || !(await settle(next, answer))) return;
      }
    } finally {
      if (mine === turn) draining.delete(conversationId);
    }
  }

  /** What waited leaves only when everything that came meanwhile is here. */
  const mayLeave = ({ id }: QueuedCommand): boolean =>
    attended.has(id) || connection.view.getState().state === 'connected';

  /** Whether the queue goes on. */
  async function settle(command: QueuedCommand, answer: Answer<unknown>): Promise<boolean> {
    const { id, conversationId } = command;
    const waiter = attended.get(id);
    attended.delete(id);
    if (!answer.ok && waiter === undefined) {
      sender.discard(id);
      if (!isQueued(command)) return true;
      if (answer.error.retryable) timing.later(AGAIN_MS, () => void drain(conversationId));
      else await change(conversationId, queueStopped(store.getState(), conversationId, answer.error));
      return false;
    }
    await change(conversationId, commandGone(store.getState(), command));
    waiter?.({ state: 'answered', answer });
    if (answer.ok) taken.get(id)?.(answer.data);
    forgetOne(id);
    return true;
  }

  function forgetOne(id: string): void {
    taken.delete(id);
    seconds.forget(id);
  }

  const isQueued = ({ conversationId, id }: QueuedCommand): boolean =>
    queue(conversationId)?.commands.some((command) => command.id === id) ?? false;

  /** What leaves before a command; a note passes answers while the first of them can still be taken back. */
  function standBefore({ name, conversationId }: QueuedCommand): readonly QueuedCommand[] {
    const left = (queue(conversationId)?.commands ?? []).filter(({ undone }) => undone !== true);
    const [first] = left;
    const isPassing = name === 'note:add' && first !== undefined && waits(first);
    return isPassing ? left.filter((one) => one.name === 'note:add') : left;
  }

  /** The hub's answer is waited for where nothing else is waited for before it. */
  const isToAttend = (command: QueuedCommand): boolean =>
    command.notBefore === undefined &&
    !isAway() &&
    (queue(command.conversationId)?.stopped ?? null) === null &&
    standBefore(command).every(({ id }) => attended.has(id));

  /** Waits for the hub's answer, but not for a line that stays away. */
  const attend = ({ id }: QueuedCommand): Promise<Given<unknown>> =>
    new Promise((resolve) => attended.set(id, resolve));

  function letGo(): void {
    if (connection.isOpen()) return;
    if (!isAway()) {
      timing.later(SHORT_CUT_MS / 4, letGo);
      return;
    }
    for (const [id, resolve] of [...attended]) {
      attended.delete(id);
      resolve({ state: 'queued' });
    }
  }

  /** Comes once these have left: null, or why they did not. */
  function whenLeft(conversationId: string, going: readonly QueuedCommand[]): Promise<WireError | null> {
    return new Promise((resolve) => {
      const end = (why: WireError | null): void => {
        unsubscribe();
        giveUp();
        resolve(why);
      };
      const look = (): void => {
        const { stopped = null } = queue(conversationId) ?? {};
        if (stopped !== null || !going.some(isQueued)) end(stopped);
      };
      const unsubscribe = store.subscribe(look);
      const giveUp = timing.later(SHORT_CUT_MS, () => end(unreachable()));
      look();
    });
  }

  connection.view.subscribe((view, before) => {
    if (view.state === before.state) return;
    if (view.state === 'offline') timing.later(SHORT_CUT_MS, letGo);
    if (view.state === 'connected') for (const conversationId of store.getState().keys()) void drain(conversationId);
  });

  async function load(): Promise<void> {
    const mine = turn;
    const kept = await local.list('outbox', queueSchema);
    if (mine !== turn || isKnown) return;
    if (kept === null) {
      loadLater();
      return;
    }
    isKnown = true;
    const queues = new Map(kept.map((one) => [one.conversationId, one]));
    store.setState(queues, true);
    if (connection.view.getState().state === 'connected') for (const id of queues.keys()) void drain(id);
  }

  function loadLater(): void {
    if (isToLoadAgain) return;
    isToLoadAgain = true;
    const mine = turn;
    timing.later(LOAD_AGAIN_MS, () => {
      if (mine !== turn) return;
      isToLoadAgain = false;
      if (!isKnown) loaded = load();
    });
  }

  async function isReady(): Promise<boolean> {
    if (!isKnown) {
      loaded = load();
      await loaded;
    }
    return isKnown;
  }

  return {
    store,
    async give(name, input, of) {
      // What an earlier start left comes first.
      await loaded;
      const canWait = (await local.state()).state === 'kept' && (await isReady());
      const { conversationId, onTaken, id = newId(), isAgain = false } = of;
      const command = givenCommand({ id, name, input }, of, timing.now());
      if (!canWait) return goWithoutQueue(sender, command, isAgain) as Promise<Given<CommandOutput<typeof name>>>;
      if (isAgain && isQueued(command)) {
        if (onTaken !== undefined) taken.set(id, onTaken);
        void drain(conversationId);
        return { state: 'queued' };
      }
      // Attended before it is in the queue: what leaves there already may take it along, and be answered before the disk is.
      const attending = isToAttend(command) ? attend(command) : null;
      const isKept = await change(conversationId, commandQueued(store.getState(), command));
      if (onTaken !== undefined && attending === null) taken.set(command.id, onTaken);
      if (!isKept && attending === null) {
        await change(conversationId, commandGone(store.getState(), command));
        return { state: 'answered', answer: { ok: false, error: unreachable() } };
      }
      void drain(conversationId);
      return attending === null ? { state: 'queued' } : (attending as Promise<Given<CommandOutput<typeof name>>>);
    },
    async insist(conversationId, known) {
      if ((queue(conversationId)?.stopped ?? null) === null) return;
      await change(conversationId, queueInsisted(store.getState(), conversationId, known, newId));
      void drain(conversationId);
    },
    async discard(conversationId) {
      await change(conversationId, queueDiscarded(store.getState(), conversationId));
    },
    async undo(conversationId, id) {
      const command = queue(conversationId)?.commands.find((one) => one.id === id);
      if (command === undefined || command.undone === true || !waits(command)) return false;
      forgetOne(id);
      await change(conversationId, commandUndone(store.getState(), conversationId, id));
      // What was written after it may go now.
      void drain(conversationId);
      return true;
    },
    async leaveNow(conversationId) {
      const going = (queue(conversationId)?.commands ?? []).filter(({ undone }) => undone !== true);
      const { stopped = null } = queue(conversationId) ?? {};
      if (!connection.isOpen() || going.length === 0 || (stopped !== null && !going.some(waits))) return null;
      // Until the window has caught up it would not leave: better neither, and it can still be taken back.
      if (connection.view.getState().state !== 'connected') return unreachable();
      for (const { id } of going) seconds.end(id);
      void drain(conversationId);
      return whenLeft(conversationId, going);
    },
    async drop(conversationId, id) {
      const command = queue(conversationId)?.commands.find((one) => one.id === id);
      if (command?.undone !== true) return;
      await change(conversationId, commandGone(store.getState(), command));
    },
    load() {
      isKnown = false;
      loaded = load();
      return loaded;
    },
    forget() {
      turn += 1;
      isKnown = false;
      isToLoadAgain = false;
      attended.clear();
      draining.clear();
      taken.clear();
      seconds.forgetAll();
      store.setState(new Map(), true);
    },
  };
}
