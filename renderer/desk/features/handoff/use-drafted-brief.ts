import { useCallback, useEffect, useState } from 'react';
import { v7 } from 'uuid';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { seenNow } from '#renderer/desk/app/seen.ts';
import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type EditedLine, linesOf } from './brief-lines.ts';

const NOTHING: Brief = { wants: [], done: [], promised: [], next: [], identity: [] };

export type DraftedBrief = {
  readonly state: 'drafting' | 'ready' | 'failed';
  readonly lines: readonly EditedLine[];
  readonly setLines: (lines: readonly EditedLine[]) => void;
  /** The thread the brief was made on ([HO3]). */
  readonly snapshot: Snapshot;
  readonly retry: () => void;
};

/** A brief drafted from the thread as it is now, to be corrected. Failing that, an empty one: a handoff never waits for it. */
export function useDraftedBrief({ id: conversationId, customerId }: Conversation): DraftedBrief {
  const ask = useAskHub();
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<DraftedBrief['state']>('drafting');
  const [lines, setLines] = useState<readonly EditedLine[]>([]);
  const [snapshot, setSnapshot] = useState<Snapshot>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is one more try
  useEffect(() => {
    let isOver = false;
    setState('drafting');
    ask('handoff.draft-brief', { conversationId }).then(
      (drafted) => {
        if (isOver) return;
        setLines(linesOf(drafted.brief, v7));
        setSnapshot(drafted.snapshot);
        setState('ready');
      },
      () => {
        if (isOver) return;
        setLines(linesOf(NOTHING, v7));
        setSnapshot(seenNow(customerId));
        setState('failed');
      },
    );
    return () => {
      isOver = true;
    };
  }, [ask, conversationId, customerId, turn]);
  return { state, lines, setLines, snapshot, retry: useCallback(() => setTurn((before) => before + 1), []) };
}
