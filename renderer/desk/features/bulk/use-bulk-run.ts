import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { type BulkAct, commandFor, type PreviewRow } from './bulk-act.ts';

/** Under way at once: enough to be quick, few enough that others' commands are not held up. */
const LANES = 4;

export type Result = 'waiting' | 'done' | { readonly refused: string };

export type BulkRun = {
  readonly results: ReadonlyMap<string, Result>;
  readonly isRunning: boolean;
  /** Does it to each, in their order; each is a command of its own with an answer of its own. */
  readonly run: (act: BulkAct, rows: readonly PreviewRow[]) => Promise<void>;
  readonly forget: () => void;
};

export function useBulkRun(): BulkRun {
  const send = useSendCommand();
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [isRunning, setIsRunning] = useState(false);
  const kept = useRef(new Map<string, Result>());

  const keep = (id: string, result: Result): void => {
    kept.current.set(id, result);
    setResults(new Map(kept.current));
  };

  async function one(act: BulkAct, row: PreviewRow): Promise<void> {
    const command = commandFor(act, row);
    const answer = await send(command.name, command.input);
    keep(row.conversationId, answer.ok ? 'done' : { refused: answer.error.message });
  }

  return {
    results,
    isRunning,
    async run(act, rows) {
      if (isRunning) return;
      setIsRunning(true);
      for (const { conversationId } of rows) kept.current.set(conversationId, 'waiting');
      const left = [...rows];
      const lane = async (): Promise<void> => {
        for (let row = left.shift(); row !== undefined; row = left.shift()) await one(act, row);
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      setIsRunning(false);
    },
    forget() {
      kept.current = new Map();
      setResults(kept.current);
    },
  };
}
