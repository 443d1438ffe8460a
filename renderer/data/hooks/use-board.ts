import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { LOADING, type Loadable } from '#renderer/data/client/loadable.ts';
import type { BoardState } from '#renderer/state/board-state.ts';
import type { QueryInput, QueryOutput } from '#shared/wire/queries.ts';
import { useDeskClient } from './desk-client-context.tsx';
import { useHubQuery } from './use-hub-query.ts';

/** The floor, followed while this is shown: by pushed changes, never by asking again and again. */
export function useBoard(): Loadable<BoardState> {
  const { board } = useDeskClient();
  const client = useQueryClient();
  useEffect(() => board.open(), [board]);
  const { board: state, error } = useStore(board.store);
  const escalations = state?.escalations ?? 0;
  useEffect(() => {
    // The first is the list's own asking.
    if (escalations > 1) void client.invalidateQueries({ queryKey: ['escalation.list'] });
  }, [client, escalations]);
  return useMemo(() => {
    if (state !== null) return { state: 'ready', data: state };
    return error === null ? LOADING : { state: 'error', error, retry: () => undefined };
  }, [state, error]);
}

/** Of several changes in a row the list asks once, milliseconds. */
const TOGETHER_MS = 1000;

/** The conversations behind a figure; asked again after a change of `follows`, at most once a second. */
export function useBehind(ask: QueryInput<'board.behind'>, follows: unknown): Loadable<QueryOutput<'board.behind'>> {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const first = useRef(follows);
  useEffect(() => {
    if (follows === first.current) return;
    first.current = follows;
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void client.invalidateQueries({ queryKey: ['board.behind'] });
    }, TOGETHER_MS);
  }, [client, follows]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return useHubQuery('board.behind', ask, { keepPrevious: true });
}
