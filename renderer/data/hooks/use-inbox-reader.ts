import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { InboxReader } from '#shared/domain/inbox.ts';
import { useDeskClient } from './desk-client-context.tsx';

const NO_TEAMS: readonly string[] = [];

/** Whose inbox this window shows, once it is known. */
export function useInboxReader(): InboxReader | null {
  const client = useDeskClient();
  const agentId = useStore(client.session.view, (view) => view.agent?.id ?? null);
  const teamIds = useStore(client.people, (people) =>
    agentId === null ? NO_TEAMS : (people.agents.get(agentId)?.teamIds ?? NO_TEAMS),
  );
  return useMemo(() => (agentId === null ? null : { agentId, teamIds }), [agentId, teamIds]);
}
