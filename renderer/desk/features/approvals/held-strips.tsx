import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { HeldStrip } from './held-strip.tsx';

const FRESH_MS = 30_000;

/** Above the reply box: answers of this conversation that wait for a lead, or came back from one. */
export function HeldStrips({ conversation }: { readonly conversation: Conversation }) {
  const { agent } = useSession();
  const { id, customerId } = conversation;
  const known = useHubQuery('approval.of', { customerId }, { staleMs: FRESH_MS });
  if (known.state !== 'ready' || agent === null) return null;
  const here = known.data.held.filter(({ shownOn }) => shownOn === id);
  return (
    <>
      {here.map((held) => (
        <HeldStrip
          key={held.id}
          held={held}
          isAuthor={held.author.id === agent.id}
          isOwner={conversation.owner.id === agent.id}
        />
      ))}
    </>
  );
}
