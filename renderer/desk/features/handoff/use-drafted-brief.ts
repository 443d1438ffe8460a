import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { seenNow } from '#renderer/desk/app/seen.ts';
import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type EditedLine, linesOf } from './brief-lines.ts';

const NOTHING: Brief = { wants: [], done: [], promised: [], next: [], identity: [] };

/** Somebody stands in a line of it: it is theirs then. */
const isInBrief = (): boolean => document.activeElement?.closest('[data-brief]') != null;

export type DraftedBrief = {
  readonly state: 'drafting' | 'ready' | 'failed';
  readonly lines: readonly EditedLine[];
  readonly setLines: (lines: readonly EditedLine[]) => void;
  /** The thread the brief was made on ([HO3]). */
  readonly snapshot: Snapshot;
  /** The name of the machine that had a hand in the draft; null when it is by rules alone. */
  readonly improvedBy: string | null;
  readonly retry: () => void;
};

/** A brief drafted from the thread as it is now, to be corrected. Failing that, an empty one: a handoff never waits for it. */
export function useDraftedBrief({ id: conversationId, customerId }: Conversation): DraftedBrief {
  const ask = useAskHub();
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<DraftedBrief['state']>('drafting');
  const [lines, setLines] = useState<readonly EditedLine[]>([]);
  const [snapshot, setSnapshot] = useState<Snapshot>({});
  const current = useRef(lines);
  current.current = lines;
  const [improvedBy, setImprovedBy] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is one more try
  useEffect(() => {
    let isOver = false;
    /** Takes the place of the draft while nobody has touched it or stands in it ([HO3]); without a summariser nothing comes. */
    const improve = (byRules: readonly EditedLine[]): void => {
      ask('handoff.draft-brief', { conversationId, improve: true }).then(
        ({ brief, snapshot: madeOn, improvedBy: by }) => {
          if (isOver || by === undefined || current.current !== byRules || isInBrief()) return;
          setLines(linesOf(brief, v7));
          setSnapshot(madeOn);
          setImprovedBy(by);
        },
        () => undefined,
      );
    };
    setState('drafting');
    ask('handoff.draft-brief', { conversationId }).then(
      (drafted) => {
        if (isOver) return;
        const byRules = linesOf(drafted.brief, v7);
        setLines(byRules);
        setSnapshot(drafted.snapshot);
        setImprovedBy(drafted.improvedBy ?? null);
        setState('ready');
        if (drafted.improvedBy === undefined) improve(byRules);
      },
      () => {
        if (isOver) return;
        setLines(linesOf(NOTHING, v7));
        setSnapshot(seenNow(customerId));
        setImprovedBy(null);
        setState('failed');
      },
    );
    return () => {
      isOver = true;
    };
  }, [ask, conversationId, customerId, turn]);
  const retry = useCallback(() => setTurn((before) => before + 1), []);
  return { state, lines, setLines, snapshot, improvedBy, retry };
}
