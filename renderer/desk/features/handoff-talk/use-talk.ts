import { useEffect, useState } from 'react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { useThreadNews } from '#renderer/data/hooks/use-thread.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { isHidden, type MaybeHiddenItem, type TimelineItem } from '#shared/domain/timeline-item.ts';

export type TalkNote = Extract<TimelineItem, { kind: 'note' }>;

/** What the two of a warm handoff have said to each other among these items, oldest first. */
export const talkOf = (items: readonly MaybeHiddenItem[], handoffId: string): TalkNote[] =>
  items.filter(
    (item): item is TalkNote => !isHidden(item) && item.kind === 'note' && item.data.handoffId === handoffId,
  );

const MOST = 100;

/** The private talk of a warm handoff, live, wherever the thread beside it stands ([HO5]). */
export function useTalk({ id, customerId }: Handoff): readonly TalkNote[] {
  const ask = useAskHub();
  const news = useThreadNews(customerId);
  const [notes, setNotes] = useState<readonly TalkNote[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new item on the thread is what makes it worth asking again
  useEffect(() => {
    let isCurrent = true;
    ask('timeline.page', { customerId, from: { at: 'newest' }, limit: MOST }).then(
      (page) => isCurrent && setNotes(talkOf(page.items, id)),
      // What was said stands on the thread too; the window says by itself when it is cut off.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, customerId, id, news]);
  return notes;
}
