import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';

/** As many as are listed at once; who counts what waits asks for the same, so that it is asked once. */
export const EVERY_REPLY = { limit: 1000 } as const;

/** How many saved replies wait for a lead; undefined when none does, and for who does not decide on them. */
export function useRepliesWaiting(): number | undefined {
  const { agent } = useSession();
  const isLead = agent?.role === 'lead';
  const list = useHubQuery('reply.list', EVERY_REPLY, { enabled: isLead });
  if (!isLead || list.state !== 'ready') return undefined;
  const count = list.data.replies.filter(({ state }) => state === 'submitted').length;
  return count === 0 ? undefined : count;
}
