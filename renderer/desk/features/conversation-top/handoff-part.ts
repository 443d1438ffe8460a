import type { Handoff } from '#shared/domain/handoff.ts';

/** What an agent is in a handoff: who gives it, who takes it, or neither. */
export type HandoffPart = 'sender' | 'receiver' | 'other';

/** To oneself on another channel one is the sender. */
export function partOf({ from, to, acceptedBy }: Handoff, agentId: string | undefined): HandoffPart {
  if (agentId === undefined) return 'other';
  if (from.id === agentId) return 'sender';
  return (acceptedBy ?? to).id === agentId ? 'receiver' : 'other';
}
