import { useEffect, useState } from 'react';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { isWhisper, type Whisper } from '#shared/domain/live-help.ts';
import { isHidden, type MaybeHiddenItem, type TimelineItem } from '#shared/domain/timeline-item.ts';

export type Line = Extract<TimelineItem, { kind: 'message' }> | Whisper;

const MOST = 12;

const isLine = (item: MaybeHiddenItem, conversationId: string): item is Line =>
  !isHidden(item) && item.conversationId === conversationId && (item.kind === 'message' || isWhisper(item));

/** The last things said on a conversation, to the customer, by them, and between lead and owner; live, oldest first. */
export function useLiveLines({ id, customerId }: Conversation): readonly Line[] {
  const client = useDeskClient();
  const [lines, setLines] = useState<readonly Line[]>([]);
  useEffect(() => {
    const door = client.openThread(customerId, id);
    const look = (): void => {
      const { items, newer } = door.view.getState().thread;
      // A thread that somebody scrolled far up holds no newest end: what stood here goes on standing.
      if (!newer) setLines(items.filter((item): item is Line => isLine(item, id)).slice(-MOST));
    };
    const unsubscribe = door.view.subscribe(({ thread }, { thread: before }) => thread !== before && look());
    look();
    return () => {
      unsubscribe();
      door.close();
    };
  }, [client, customerId, id]);
  return lines;
}
