import { channelFacts } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';

/** Whether an agent can answer a conversation now, and what is in the way. A note is always possible. */
export type Standing =
  | { readonly kind: 'owner' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'other_owner'; readonly name: string }
  | { readonly kind: 'resolved' }
  | { readonly kind: 'no_way_back' };

export function standingOf(conversation: Conversation, agentId: string | null): Standing {
  if (conversation.status === 'resolved') return { kind: 'resolved' };
  const { owner } = conversation;
  if (owner.type === 'team') return { kind: 'queued' };
  if (owner.id !== agentId) return { kind: 'other_owner', name: owner.name };
  return channelFacts(conversation.channel).answerable ? { kind: 'owner' } : { kind: 'no_way_back' };
}
