import { useCallback } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import type { SavedReply } from '#shared/domain/saved-reply.ts';
import type { Mode } from './composer-store.ts';

/** Tells the hub that a saved reply went into an answer. Away from it nothing waits for that, and it is not counted. */
export function useCountReply(conversationId: string, mode: Mode): (reply: SavedReply) => void {
  const send = useSendCommand();
  return useCallback(
    ({ id: replyId }) => {
      if (mode === 'reply') void send('reply:use', { replyId, conversationId });
    },
    [send, conversationId, mode],
  );
}
