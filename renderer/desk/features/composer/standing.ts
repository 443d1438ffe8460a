import { channelFacts } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Draft, isBlank, type Mode } from './composer-store.ts';
import { type Unfilled, unfilledIn } from './variables.ts';

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

/** As much as one message holds. */
export const MOST_CHARACTERS = 20_000;

type Written = {
  readonly mode: Mode;
  readonly standing: Standing;
  readonly draft: Draft;
  readonly isSending: boolean;
};

export type Allowed = {
  readonly isNote: boolean;
  readonly canWrite: boolean;
  /** Leaves out what is not filled in yet: sending then shows where. */
  readonly canSend: boolean;
  readonly unfilled: readonly Unfilled[];
};

/** What the agent may do with what is written. In a queue one may write already, and sends once it is one's own. */
export function allowedNow({ mode, standing, draft, isSending }: Written): Allowed {
  const isNote = mode === 'note';
  const isComplete = !isBlank(draft) && (!isNote || draft.text.trim() !== '') && draft.text.length <= MOST_CHARACTERS;
  return {
    isNote,
    canWrite: isNote || standing.kind === 'owner' || standing.kind === 'queued',
    canSend: (isNote || standing.kind === 'owner') && isComplete && draft.uploads.length === 0 && !isSending,
    unfilled: isNote ? [] : unfilledIn(draft.text),
  };
}
