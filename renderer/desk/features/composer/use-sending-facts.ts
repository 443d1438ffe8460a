import { useEffect, useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { answerChannel } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { SendingFacts } from '#shared/domain/sending.ts';
import type { Mode } from './composer-store.ts';

const FRESH_MS = 20_000;
/** The conversation went on to another channel, and what is known is of the one before ([HO4]). */
const ASK_AGAIN_MS = 1000;

/** What the conversation's channel can carry now, and what to know before sending. Null for a note and while unknown: nothing waits for it. */
export function useSendingFacts(conversation: Conversation, mode: Mode): SendingFacts | null {
  const { id: conversationId, status, channel } = conversation;
  const enabled = mode === 'reply' && status !== 'resolved';
  const [isOld, setIsOld] = useState(false);
  const facts = useHubQuery(
    'conversation.sending',
    { conversationId },
    { enabled, staleMs: FRESH_MS, ...(isOld && { everyMs: ASK_AGAIN_MS }) },
  );
  const isOfBefore = facts.state === 'ready' && facts.data.channel !== answerChannel(channel);
  useEffect(() => setIsOld(isOfBefore), [isOfBefore]);
  return mode === 'reply' && facts.state === 'ready' && !isOfBefore ? facts.data : null;
}
