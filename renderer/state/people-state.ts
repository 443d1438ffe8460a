import type { Agent, Team } from '#shared/domain/people.ts';
import type { PresenceSignal } from '#shared/wire/socket.ts';

export type PeopleState = { readonly agents: ReadonlyMap<string, Agent>; readonly teams: ReadonlyMap<string, Team> };

export const NOBODY: PeopleState = { agents: new Map(), teams: new Map() };

export const peopleLoaded = (agents: readonly Agent[], teams: readonly Team[]): PeopleState => ({
  agents: new Map(agents.map((agent) => [agent.id, agent])),
  teams: new Map(teams.map((team) => [team.id, team])),
});

/** Presence and load as they change; somebody unknown is left for the next load. */
export function presenceSignalled(
  state: PeopleState,
  { agentId, presence, reason, liveLoad }: PresenceSignal,
): PeopleState {
  const before = state.agents.get(agentId);
  if (before === undefined) return state;
  const { presenceReason: _, ...rest } = before;
  const agent: Agent = { ...rest, presence, liveLoad, ...(reason === undefined ? {} : { presenceReason: reason }) };
  return { ...state, agents: new Map(state.agents).set(agentId, agent) };
}
