import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import type { ShiftChoice, ShiftEntry, ShiftResult } from '#shared/domain/shift.ts';
import { MOST_HANDED_OVER } from '#shared/domain/shift.ts';

/** What a row's choice is called: the queue, kept, or a colleague's id. */
export type Place = 'queue' | 'keep' | (string & {});

function asChoice(place: Place): ShiftChoice {
  if (place === 'queue') return { to: 'queue' };
  return place === 'keep' ? { to: 'keep' } : { to: 'agent', agentId: place };
}

/** Where each conversation goes, with its note, and the one act. Nothing chosen is the queue. */
export function useHandOver(agentId: string) {
  const send = useSendCommand();
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(new Map());
  const [notes, setNotes] = useState<ReadonlyMap<string, string>>(new Map());
  const [results, setResults] = useState<readonly ShiftResult[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function handOver(entries: readonly ShiftEntry[]): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    const items = entries.slice(0, MOST_HANDED_OVER).map(({ row }) => {
      const note = notes.get(row.conversationId)?.trim() ?? '';
      return {
        conversationId: row.conversationId,
        choice: asChoice(places.get(row.conversationId) ?? 'queue'),
        ...(note === '' ? {} : { note }),
      };
    });
    const answer = await send('shift:hand-over', { agentId, items });
    setIsBusy(false);
    if (answer.ok) setResults(answer.data.results);
    else setError(answer.error.message);
  }

  return {
    placeOf: (id: string): Place => places.get(id) ?? 'queue',
    place: (id: string, to: Place) => setPlaces((now) => new Map(now).set(id, to)),
    /** All to one place; what can not be kept goes to the queue. */
    placeAll: (entries: readonly ShiftEntry[], to: Place) =>
      setPlaces(
        new Map(entries.map(({ row, mayKeep }) => [row.conversationId, to === 'keep' && !mayKeep ? 'queue' : to])),
      ),
    noteOf: (id: string): string | undefined => notes.get(id),
    note: (id: string, text: string) => setNotes((now) => new Map(now).set(id, text)),
    handOver,
    results,
    error,
    isBusy,
  };
}
export type HandOver = ReturnType<typeof useHandOver>;
