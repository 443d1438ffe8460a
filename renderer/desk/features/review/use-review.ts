import { useCallback, useRef } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import type { Escalation } from '#shared/domain/escalation.ts';

/**
 * Taking it into review, once: by its button, and by beginning to write, so that the agent sees that somebody looks at
 * it. A refusal is nobody's concern: whoever else looks at it or has decided is on screen already.
 */
export function useReview({ id: escalationId, state }: Escalation): { readonly begin: () => void } {
  const send = useSendCommand();
  const begun = useRef<string | null>(null);
  const begin = useCallback(() => {
    if (state !== 'raised' || begun.current === escalationId) return;
    begun.current = escalationId;
    void send('escalation:review', { escalationId });
  }, [send, escalationId, state]);
  return { begin };
}
