import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { leaveAll } from '#renderer/data/client/going-on.ts';
import { newestOf, type Queue, type QueuedCommand } from '#renderer/state/outbox-state.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { LocalState } from '#shared/ipc/local.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** What waits to be sent in one conversation ([SY5]); null when nothing does. */
export function useQueue(conversationId: string): Queue | null {
  return useStore(useDeskClient().local.outbox.store, (queues) => queues.get(conversationId) ?? null);
}

/** Every conversation's queue, those that ask first. */
export function useQueues(): readonly Queue[] {
  const queues = useStore(useDeskClient().local.outbox.store);
  return useMemo(
    () => [...queues.values()].sort((a, b) => Number(b.stopped !== null) - Number(a.stopped !== null)),
    [queues],
  );
}

/** Whether this window keeps anything on this computer, and why not. */
export function useLocalState(): LocalState {
  return useStore(useDeskClient().local.state);
}

/** Where a queue is about, as far as the lists know it. */
export function useQueuePlace(conversationId: string): { readonly name: string; readonly number: number | null } {
  const client = useDeskClient();
  const row = useStore(client.inbox.store, ({ rows }) => rows.get(conversationId));
  const known = useStore(client.entities, ({ conversations }) => conversations.get(conversationId));
  return { name: row?.customerName ?? '', number: row?.number ?? known?.number ?? null };
}

/** What becomes of a stopped queue. Insisting carries everything that was shown: what came, and the newest owner. */
export function useDecideQueue(conversationId: string): {
  readonly sendAll: (shown: readonly TimelineItem[], conversation: Conversation) => Promise<void>;
  readonly discard: () => Promise<void>;
} {
  const { outbox } = useDeskClient().local;
  const sendAll = useCallback(
    (shown: readonly TimelineItem[], conversation: Conversation) =>
      outbox.insist(conversationId, { epoch: conversation.epoch, seen: newestOf(shown) }),
    [outbox, conversationId],
  );
  const discard = useCallback(() => outbox.discard(conversationId), [outbox, conversationId]);
  return useMemo(() => ({ sendAll, discard }), [sendAll, discard]);
}

/** What was sent and can still be taken back, in any conversation, the last sent last; and the way to do so. */
export function useUndoables(): {
  readonly commands: readonly QueuedCommand[];
  /** Resolves to false when it has left, or may have. */
  readonly undo: (conversationId: string, id: string) => Promise<boolean>;
} {
  const { outbox } = useDeskClient().local;
  const queues = useStore(outbox.store);
  const commands = useMemo(
    () =>
      [...queues.values()]
        .filter(({ stopped }) => stopped === null)
        .flatMap((queue) => queue.commands)
        .filter(({ notBefore, undone }) => notBefore !== undefined && undone !== true)
        .sort((a, b) => a.at.localeCompare(b.at)),
    [queues],
  );
  return useMemo(() => ({ commands, undo: outbox.undo }), [commands, outbox]);
}

/** Lets everything leave that still could be taken back; resolves to how much is here still. */
export function useLeaveAll(): () => Promise<number> {
  const { outbox } = useDeskClient().local;
  return useCallback(async () => {
    await leaveAll(outbox);
    return [...outbox.store.getState().values()].reduce((sum, { commands }) => sum + commands.length, 0);
  }, [outbox]);
}
