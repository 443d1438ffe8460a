import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { LOADING, type Loadable } from '#renderer/data/client/loadable.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import { inOrderOfReview, openOnesOf, withNews } from '#renderer/state/escalation-state.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { useDeskClient } from './desk-client-context.tsx';
import { useHubQuery } from './use-hub-query.ts';

export type EscalationList = QueryOutput<'escalation.list'>;
export type EscalationRow = EscalationList['rows'][number];
export type EscalationDetail = QueryOutput<'escalation.open'>;

/**
 * How much has come on the thread since is not pushed to who has it in review: that alone is asked for again this often,
 * milliseconds. All else is pushed, and asked for anew once a line that was cut is open again.
 */
const SINCE_MS = 60_000;
/** Of several changes in a row the list asks once, milliseconds. */
const TOGETHER_MS = 200;

/** The escalations of a conversation that are not over, the oldest first; live. */
export function useOpenEscalations(conversationId: string): readonly Escalation[] {
  const { escalations } = useDeskClient();
  const asked = useHubQuery('escalation.of', { conversationId });
  const told = asked.state === 'ready' ? asked.data.escalations : null;
  useEffect(() => {
    if (told !== null) escalations.learn(told);
  }, [told, escalations]);
  const known = useStore(escalations.store);
  return useMemo(() => openOnesOf(known, conversationId), [known, conversationId]);
}

/** The newest known state of one, also once it is over; null before anything told of it. */
export function useEscalation(escalationId: string): Escalation | null {
  return useStore(useDeskClient().escalations.store, (known) => known.get(escalationId) ?? null);
}

/**
 * A lead's teams' escalations, or an agent's own, of one team or of all: what waits by due time, then what is worked on;
 * live. `counts` are of all there are, `more` asks for the next page and is null on the last one.
 */
export function useEscalationList(
  show: 'open' | 'over',
  teamId: string | null = null,
): Loadable<Pick<EscalationList, 'rows' | 'counts'>> & { readonly more: (() => void) | null } {
  const { escalations, ask } = useDeskClient();
  useAskedAgain();
  const { data, error, status, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['escalation.list', 'pages', show, teamId],
    queryFn: ({ pageParam: cursor }): Promise<EscalationList> =>
      ask('escalation.list', {
        show,
        ...(teamId !== null && { teamId }),
        ...(cursor !== null && { cursor }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    retry: (failures, cause) => failures < 3 && asWireError(cause).retryable,
  });
  const known = useStore(escalations.store);
  return useMemo(() => {
    const newest = data?.pages[0];
    if (data === undefined || newest === undefined) {
      if (status !== 'error') return { ...LOADING, more: null };
      return { state: 'error', error: asWireError(error), retry: () => void refetch(), more: null };
    }
    // What was decided between two pages stands on both.
    const once = new Map(data.pages.flatMap((page) => page.rows).map((row) => [row.escalation.id, row]));
    const rows = withNews([...once.values()], known);
    return {
      state: 'ready',
      data: { counts: newest.counts, rows: [...(show === 'open' ? inOrderOfReview(rows) : rows)] },
      more: hasNextPage ? () => void fetchNextPage({ cancelRefetch: false }) : null,
    };
  }, [data, error, status, refetch, hasNextPage, fetchNextPage, known, show]);
}

/** How many wait for a decision and how many are not over; null before the hub has told. Live. */
export function useEscalationCounts(): EscalationList['counts'] | null {
  useAskedAgain();
  const asked = useHubQuery('escalation.list', { show: 'open', limit: 1 }, { staleMs: Number.POSITIVE_INFINITY });
  return asked.state === 'ready' ? asked.data.counts : null;
}

/** One with its path; asked again when it changes, and the state itself is shown before that answer is here. */
export function useEscalationDetail(escalationId: string): Loadable<EscalationDetail> {
  const client = useQueryClient();
  const now = useEscalation(escalationId);
  const asked = useHubQuery('escalation.open', { escalationId }, { keepPrevious: true, everyMs: SINCE_MS });
  const revision = now?.revision;
  const told = asked.state === 'ready' ? asked.data.escalation.revision : undefined;
  useEffect(() => {
    if (revision === undefined || told === undefined || revision <= told) return;
    void client.invalidateQueries({ queryKey: ['escalation.open', { escalationId }] });
  }, [client, escalationId, revision, told]);
  return useMemo(() => {
    if (asked.state !== 'ready' || asked.data.escalation.id !== escalationId)
      return asked.state === 'error' ? asked : LOADING;
    const { escalation } = asked.data;
    const newest = now !== null && now.revision > escalation.revision ? now : escalation;
    return { ...asked, data: { ...asked.data, escalation: newest } };
  }, [asked, now, escalationId]);
}

/** Lists and counts are asked for again after news, once for several. */
function useAskedAgain(): void {
  const client = useQueryClient();
  const { escalations, inbox } = useDeskClient();
  const again = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    return {
      soon(): void {
        timer ??= setTimeout(() => {
          timer = null;
          void client.invalidateQueries({ queryKey: ['escalation.list'] });
        }, TOGETHER_MS);
      },
      stop(): void {
        if (timer !== null) clearTimeout(timer);
        timer = null;
      },
    };
  }, [client]);
  // Whatever is news here, one's own acts too, is in the store.
  useEffect(() => escalations.store.subscribe(again.soon), [escalations, again]);
  // With a conversation that came to this agent or left them comes and goes what was asked about it.
  useEffect(
    () => inbox.store.subscribe(({ counts }, before) => counts.mine !== before.counts.mine && again.soon()),
    [inbox, again],
  );
  useEffect(() => again.stop, [again]);
}
