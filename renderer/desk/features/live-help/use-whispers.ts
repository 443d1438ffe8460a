import { useEffect, useState } from 'react';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { isWhisper, type Whisper } from '#shared/domain/live-help.ts';
import { compareItems, type MaybeHiddenItem } from '#shared/domain/timeline-item.ts';
import { whisperHeard } from './read-whispers.ts';

/** Adds what is new of this conversation's, in the thread's order; the same array when nothing is. */
function withWhispers(
  known: readonly Whisper[],
  items: readonly MaybeHiddenItem[],
  conversationId: string,
): readonly Whisper[] {
  const ids = new Set(known.map(({ id }) => id));
  const fresh = items.filter(isWhisper).filter((item) => item.conversationId === conversationId && !ids.has(item.id));
  return fresh.length === 0 ? known : [...known, ...fresh].sort(compareItems);
}

/**
 * The words between leads and owners of a conversation that this reader may read, oldest first, live: as far as the thread
 * is loaded, and whatever of the thread is in sight or filtered away.
 */
export function useWhispers({ id, customerId }: Conversation): readonly Whisper[] {
  const client = useDeskClient();
  const [whispers, setWhispers] = useState<readonly Whisper[]>([]);
  useDeskEvents({
    onWhisper: (item) => {
      whisperHeard(item);
      setWhispers((known) => withWhispers(known, [item], id));
    },
  });
  useEffect(() => {
    const door = client.openThread(customerId, id);
    const look = (): void => {
      const { items } = door.view.getState().thread;
      setWhispers((known) => withWhispers(known, items, id));
    };
    const unsubscribe = door.view.subscribe(({ thread }, { thread: before }) => thread !== before && look());
    look();
    return () => {
      unsubscribe();
      door.close();
    };
  }, [client, customerId, id]);
  return whispers;
}
