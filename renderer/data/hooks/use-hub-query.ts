import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { LOADING, type Loadable } from '#renderer/data/client/loadable.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import { useDeskClient } from './desk-client-context.tsx';

type Options = {
  /** Not asked while false. */
  readonly enabled?: boolean;
  /** Shows the answer before until the new one is here: for search as one types. */
  readonly keepPrevious?: boolean;
  /** How long an answer is good without asking again, milliseconds. */
  readonly staleMs?: number;
  /** Asks again this often while it is shown, milliseconds: for what nobody pushes. */
  readonly everyMs?: number;
};

/** A query's answer, kept and shared by all who ask the same. */
export function useHubQuery<N extends QueryName>(
  name: N,
  input: QueryInput<N>,
  { enabled = true, keepPrevious = false, staleMs = 0, everyMs }: Options = {},
): Loadable<QueryOutput<N>> {
  const client = useDeskClient();
  const { data, error, status, refetch } = useQuery<QueryOutput<N>>({
    queryKey: [name, input],
    queryFn: () => client.ask(name, input),
    enabled,
    staleTime: staleMs,
    refetchInterval: everyMs ?? false,
    retry: (failures, cause) => failures < 3 && asWireError(cause).retryable,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return useMemo(() => {
    if (data !== undefined) return { state: 'ready', data };
    if (status === 'error') return { state: 'error', error: asWireError(error), retry: () => void refetch() };
    return LOADING;
  }, [data, error, status, refetch]);
}

/** Asks once, for what is not shown by itself. Throws HubError. */
export function useAskHub(): DeskClient['ask'] {
  return useDeskClient().ask;
}
