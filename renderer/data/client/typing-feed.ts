import { createStore } from 'zustand/vanilla';
import type { Connection } from '#renderer/data/sync/connection.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import { type TypingState, typingForgotten, typingSignalled } from '#renderer/state/typing-state.ts';
import type { DeskClient } from './desk-client-types.ts';

/** The hub passes the same on every two seconds at most. */
const SAY_AGAIN_MS = 2500;

/** Who writes now, and saying that one writes oneself. */
export function createTypingFeed(
  connection: Connection,
  timing: Timing,
  me: () => string | null,
): DeskClient['typing'] {
  const store = createStore<TypingState>(() => []);
  const said = new Map<string, number>();
  let cancelForget: () => void = () => undefined;

  function forgetSoon(): void {
    cancelForget();
    const next = Math.min(...store.getState().map((entry) => entry.until));
    if (!Number.isFinite(next)) return;
    cancelForget = timing.later(Math.max(0, next - timing.now()), () => {
      store.setState(typingForgotten(store.getState(), timing.now()), true);
      forgetSoon();
    });
  }

  connection.listen({
    typing: (signal) => {
      if (signal.agentId !== undefined && signal.agentId === me()) return;
      store.setState(typingSignalled(store.getState(), signal, timing.now()), true);
      forgetSoon();
    },
    closed: () => store.setState([], true),
  });

  return {
    store,
    report(conversationId, mode, active) {
      const key = `${conversationId} ${mode}`;
      const last = said.get(key);
      if (active ? last !== undefined && timing.now() - last < SAY_AGAIN_MS : last === undefined) return;
      if (active) said.set(key, timing.now());
      else said.delete(key);
      connection.emit('typing', { conversationId, mode, active });
    },
  };
}
