import type { TopicChange } from '#server/domains/topics/hydrate.service.ts';

/** Puts the events of a topic in the order of their versions before they are pushed. */
export type InOrder = {
  /** Passes on what is next, at once; what overtook another waits for it, but not for long. */
  readonly take: (change: TopicChange) => void;
  /** Nobody follows it: where it stands is not known any more. */
  readonly forget: (topic: string) => void;
  readonly stop: () => void;
};

type State = { last: number; held: TopicChange[]; timer: NodeJS.Timeout | null };

/** The commits of two hubs reach a third in any order, a moment apart; without this every follower would see a gap. */
const HELD_MS = 60;
const MOST_HELD = 200;

export function createInOrder(pass: (change: TopicChange) => void): InOrder {
  const topics = new Map<string, State>();

  function passOn(state: State, change: TopicChange): void {
    state.last = Math.max(state.last, change.version);
    pass(change);
  }

  function drain(state: State): void {
    while (state.held[0] !== undefined && state.held[0].version <= state.last + 1) {
      const next = state.held.shift();
      if (next !== undefined) passOn(state, next);
    }
    if (state.held.length === 0 && state.timer !== null) {
      clearTimeout(state.timer);
      state.timer = null;
    }
  }

  /** What it waited for does not come: the followers catch up on it. */
  function release(state: State): void {
    state.timer = null;
    for (const change of state.held.splice(0)) passOn(state, change);
  }

  return {
    take(change) {
      const state = topics.get(change.topic);
      if (state === undefined) {
        topics.set(change.topic, { last: change.version, held: [], timer: null });
        pass(change);
        return;
      }
      if (change.version <= state.last + 1) {
        passOn(state, change);
        drain(state);
        return;
      }
      state.held.push(change);
      state.held.sort((a, b) => a.version - b.version);
      if (state.held.length > MOST_HELD) release(state);
      else state.timer ??= setTimeout(() => release(state), HELD_MS).unref();
    },
    forget(topic) {
      const state = topics.get(topic);
      if (state?.timer != null) clearTimeout(state.timer);
      topics.delete(topic);
    },
    stop() {
      for (const { timer } of topics.values()) if (timer !== null) clearTimeout(timer);
      topics.clear();
    },
  };
}
