import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { SendingFacts } from '#shared/domain/sending.ts';
import type { Mode } from './composer-store.ts';

const FRESH_MS = 20_000;

/** What the conversation's channel can carry now, and what to know before sending. Null for a note and while unknown: nothing waits for it. */
export function useSendingFacts({ id: conversationId, status }: Conversation, mode: Mode): SendingFacts | null {
  const enabled = mode === 'reply' && status !== 'resolved';
  const facts = useHubQuery('conversation.sending', { conversationId }, { enabled, staleMs: FRESH_MS });
  return mode === 'reply' && facts.state === 'ready' ? facts.data : null;
}
