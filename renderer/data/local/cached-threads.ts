import { z } from 'zod';
import type { Timing } from '#renderer/data/sync/timing.ts';
import type { ThreadState } from '#renderer/state/thread-state.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Customer } from '#shared/domain/customer.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { MaybeHiddenItem } from '#shared/domain/timeline-item.ts';
import type { LocalStore } from './local-store.ts';

/** A thread as it was last loaded: the newest stretch of it, and what stands beside it. */
export type CachedThread = {
  readonly customer: Customer;
  readonly items: readonly MaybeHiddenItem[];
  readonly older: boolean;
  readonly conversations: readonly Conversation[];
  readonly handoffs: readonly Handoff[];
};

export type ThreadCache = {
  /** Keeps it a moment later, the newest state of it; a stretch without the newest end is not kept. */
  readonly keep: (thread: ThreadState) => void;
  readonly read: (customerId: string) => Promise<CachedThread | null>;
  readonly forget: () => void;
};

type Parts = {
  readonly local: LocalStore;
  readonly timing: Timing;
  /** What is known of a thread's conversations at the moment of writing. */
  readonly around: (members: readonly string[]) => Pick<CachedThread, 'conversations' | 'handoffs'>;
};

const AFTER_MS = 1500;
const MOST_ITEMS = 200;

// Sealed by ourselves and of this version: its inside has the shape that the hub gave it.
const cachedShape = z.custom<CachedThread>(
  (value) => typeof value === 'object' && value !== null && 'customer' in value && 'items' in value,
);

export function createThreadCache({ local, timing, around }: Parts): ThreadCache {
  const waiting = new Map<string, ThreadState>();
  let turn = 0;

  async function write(customerId: string): Promise<void> {
    const thread = waiting.get(customerId);
    waiting.delete(customerId);
    if (thread?.customer === null || thread === undefined) return;
    const { customer, items, older, members } = thread;
    const kept: CachedThread = {
      customer,
      items: items.slice(-MOST_ITEMS),
      older: older || items.length > MOST_ITEMS,
      ...around(members),
    };
    await local.put('thread', customerId, kept);
  }

  return {
    keep(thread) {
      if (thread.customer === null || thread.newer || thread.channels.length > 0) return;
      const isNew = !waiting.has(thread.customerId);
      waiting.set(thread.customerId, thread);
      const mine = turn;
      if (isNew)
        timing.later(AFTER_MS, () => {
          if (mine === turn) void write(thread.customerId);
        });
    },
    read: (customerId) => local.get('thread', customerId, cachedShape),
    forget() {
      turn += 1;
      waiting.clear();
    },
  };
}
