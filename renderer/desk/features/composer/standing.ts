import { channelFacts } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Unfilled, unfilledIn } from '#shared/domain/reply-variables.ts';
import type { SendingFacts } from '#shared/domain/sending.ts';
import { type Draft, isBlank, type Mode } from './composer-store.ts';

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

/** As much as one message of the channel holds; a note always as much as a note does. */
export const mostCharacters = (mode: Mode, facts: SendingFacts | null): number =>
  mode === 'note' || facts === null ? MOST_CHARACTERS : Math.min(MOST_CHARACTERS, facts.textLimit);

type Written = {
  readonly mode: Mode;
  readonly standing: Standing;
  readonly draft: Draft;
  readonly isSending: boolean;
  /** What the channel can carry; null while unknown. */
  readonly facts?: SendingFacts | null;
};

export type Allowed = {
  readonly isNote: boolean;
  readonly canWrite: boolean;
  /** Leaves out what is not filled in yet: sending then shows where. */
  readonly canSend: boolean;
  readonly unfilled: readonly Unfilled[];
};

/** What the agent may do with what is written. In a queue one may write already, and sends once it is one's own. */
export function allowedNow({ mode, standing, draft, isSending, facts = null }: Written): Allowed {
  const isNote = mode === 'note';
  const most = mostCharacters(mode, facts);
  const isComplete = !isBlank(draft) && (!isNote || draft.text.trim() !== '') && draft.text.length <= most;
  const isStopped = !isNote && facts?.notices.some(({ level }) => level === 'stop') === true;
  return {
    isNote,
    canWrite: isNote || standing.kind === 'owner' || standing.kind === 'queued',
    canSend:
      (isNote || standing.kind === 'owner') && isComplete && draft.uploads.length === 0 && !isSending && !isStopped,
    unfilled: isNote ? [] : unfilledIn(draft.text),
  };
}
