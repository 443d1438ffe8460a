import { useCallback, useEffect, useRef, useState } from 'react';
import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

export type HelpState = QueryOutput<'help.state'>;
export type HelpView = {
  readonly agentId: string | null;
  readonly isLead: boolean;
  readonly isOwner: boolean;
  /** Null while it is not known, or not for this reader. */
  readonly state: HelpState | null;
  /** Asks again, after an act of one's own: nobody tells it where the customer is not open. */
  readonly refresh: () => void;
};

/** After a question that found no hub, milliseconds. */
const AGAIN_MS = 5000;

/**
 * Live help on a conversation, as who looks at it may know it: asked for once, and again when it or its owner changed and
 * when the line is back. Who owned it while they looked goes on hearing who took it over.
 */
export function useHelp({ id, epoch, owner, status }: Conversation): HelpView {
  const ask = useAskHub();
  const { agent } = useSession();
  const [news, setNews] = useState(0);
  const [state, setState] = useState<HelpState | null>(null);
  const isLead = agent !== null && reachOf(agent.role, 'help.give') !== null;
  const isOwner = agent !== null && owner.id === agent.id;
  const isConnected = useConnection().state === 'connected';
  const wasOwner = useRef(false);
  if (isOwner) wasOwner.current = true;
  const mayAsk = status !== 'resolved' && (isLead || isOwner || wasOwner.current);
  useDeskEvents({ onHelpChanged: (help) => help.conversationId === id && setNews((count) => count + 1) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new owner, a change of help or a line that is back is what makes it worth asking again
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (!mayAsk) setState(null);
    else
      ask('help.state', { conversationId: id }).then(
        (found) => isCurrent && setState(found),
        (error: unknown) => {
          if (!isCurrent) return;
          // Not theirs to know any more.
          if (!asWireError(error).retryable) setState(null);
          // What is known stays, and what is being typed beside it: the line is cut, or the hub begins anew.
          else timer = setTimeout(() => setNews((count) => count + 1), AGAIN_MS);
        },
      );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [ask, id, epoch, mayAsk, news, isConnected]);
  const refresh = useCallback(() => setNews((count) => count + 1), []);
  return { agentId: agent?.id ?? null, isLead, isOwner, state, refresh };
}
