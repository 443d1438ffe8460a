import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { useDebounced } from './use-debounced.ts';

export type Found = QueryOutput<'search'>;

type Search = {
  /** What to show: the answer for the text, or the one before until the new one is here; null for an empty text. */
  readonly found: Found | null;
  /** Whether `found` answers the text as it is now. */
  readonly isSettled: boolean;
  readonly problem: { readonly message: string; readonly retry: () => void } | null;
};

const STILL_MS = 120;
const LIMIT = 8;

/** Asks the hub as one types, once the text stands still. */
export function useSearch(text: string): Search {
  const wanted = text.trim();
  const asked = useDebounced(wanted, STILL_MS);
  const answer = useHubQuery('search', { text: asked, limit: LIMIT }, { enabled: asked !== '' });
  const [last, setLast] = useState<Found | null>(null);
  const fresh = asked !== '' && answer.state === 'ready' ? answer.data : null;
  if (fresh !== null && fresh !== last) setLast(fresh);
  if (wanted === '') return { found: null, isSettled: true, problem: null };
  const isSettled = asked === wanted && answer.state !== 'loading';
  if (isSettled && answer.state === 'error') {
    return { found: null, isSettled, problem: { message: answer.error.message, retry: answer.retry } };
  }
  return { found: fresh ?? last, isSettled, problem: null };
}
