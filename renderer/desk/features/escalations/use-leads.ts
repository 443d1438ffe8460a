import { useMemo } from 'react';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import type { Agent } from '#shared/domain/people.ts';
import { reachOf } from '#shared/wire/policy.ts';

const GONE: readonly string[] = ['disconnected', 'signed_out'];

/** Who can be asked: the team's own leads, or every lead where it has none; who is there first. */
export function useLeads(teamId: string | undefined, meId: string | undefined): readonly Agent[] {
  const { agents } = usePeople();
  const locale = useLocale();
  return useMemo(() => {
    const all = agents.filter(({ role, id }) => reachOf(role, 'escalation.decide') !== null && id !== meId);
    const own = all.filter(({ teamIds }) => teamId !== undefined && teamIds.includes(teamId));
    const isGone = ({ presence }: Agent): number => Number(GONE.includes(presence));
    return [...(own.length > 0 ? own : all)].sort(
      (a, b) => isGone(a) - isGone(b) || a.name.localeCompare(b.name, locale),
    );
  }, [agents, locale, teamId, meId]);
}
