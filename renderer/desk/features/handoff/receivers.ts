import { foldText, hasWords } from '#renderer/i18n/fold.ts';
import type { Agent, Locale, Team } from '#shared/domain/people.ts';
import { reachOf } from '#shared/wire/policy.ts';

/** Who can be asked to take over; the id says which kind it is. */
export type Receiver =
  | {
      readonly id: `agent:${string}`;
      readonly type: 'agent';
      readonly agent: Agent;
      readonly isHere: boolean;
      /** The sender, who goes on with the customer on another channel. */
      readonly isSelf: boolean;
    }
  | { readonly id: `team:${string}`; readonly type: 'team'; readonly team: Team; readonly isHere: boolean };

export type ReceiverId = Receiver['id'];

type Asking = {
  readonly agents: readonly Agent[];
  readonly teams: readonly Team[];
  /** The sender, who is asked only where another channel is chosen. */
  readonly ownId: string;
  readonly teamId: string;
  readonly customerLocale: Locale | undefined;
  /** The customer goes to another channel, so that the sender may go with them. */
  readonly isCrossing: boolean;
};

const GONE: readonly string[] = ['disconnected', 'signed_out'];

/** Lower is nearer to the top: oneself, free and of the same team, free, a team, busy, away, gone. */
function rankAgent(agent: Agent, { ownId, teamId, customerLocale }: Asking): number {
  if (agent.id === ownId) return -1;
  if (GONE.includes(agent.presence)) return 900;
  if (agent.presence === 'away') return 600;
  const isFree = agent.presence === 'ready' && agent.liveLoad < agent.capacity;
  const speaks = customerLocale === undefined || agent.languages.includes(customerLocale);
  return (isFree ? 0 : 400) + (speaks ? 0 : 100) + (agent.teamIds.includes(teamId) ? 0 : 50) + agent.liveLoad;
}

/** Everyone who can be asked, the best first. Who is gone stands last and can not be chosen. */
export function rankReceivers(asking: Asking): Receiver[] {
  const { ownId, teamId, isCrossing } = asking;
  const agents = asking.agents
    // Administrators and clerks own no conversations.
    .filter((agent) => (agent.id === ownId ? isCrossing : reachOf(agent.role, 'conversation.work') !== null))
    .map((agent) => ({
      rank: rankAgent(agent, asking),
      receiver: {
        id: `agent:${agent.id}`,
        type: 'agent',
        agent,
        isHere: agent.id === ownId || !GONE.includes(agent.presence),
        isSelf: agent.id === ownId,
      } as const,
    }));
  const teams = asking.teams.map((team) => ({
    rank: 200 + (team.id === teamId ? 0 : 50),
    receiver: { id: `team:${team.id}`, type: 'team', team, isHere: true } as const,
  }));
  return [...agents, ...teams].sort((a, b) => a.rank - b.rank).map(({ receiver }) => receiver);
}

/** Found by name, the name towards customers, login and team, in either kana and width. */
export function isReceiverFound(receiver: Receiver, query: string, teams: readonly Team[]): boolean {
  const names =
    receiver.type === 'team'
      ? [receiver.team.name]
      : [
          receiver.agent.name,
          receiver.agent.name.replace(/\s/gu, ''),
          receiver.agent.publicName,
          receiver.agent.login,
          ...(receiver.isSelf ? ['me', '自分'] : []),
          ...teams.filter((team) => receiver.agent.teamIds.includes(team.id)).map((team) => team.name),
        ];
  return hasWords(foldText(names.join(' ')), query);
}

export const receiverName = (receiver: Receiver): string =>
  receiver.type === 'team' ? receiver.team.name : receiver.agent.name;
