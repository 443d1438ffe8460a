import { useEffect, useState } from 'react';
import { useHandoff, useOpenHandoff } from '#renderer/data/hooks/use-conversation.ts';
import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Handoff, OPEN_HANDOFF_STATES } from '#shared/domain/handoff.ts';
import { Came } from './came.tsx';
import { keepDecidedOffer, putAwayDecidedOffer, useDecidedOffer } from './decided-offers.ts';
import { FailedOffer } from './failed-offer.tsx';
import { partOf } from './handoff-part.ts';
import { OnTheWay } from './on-the-way.tsx';
import { OpenOffer } from './open-offer.tsx';
import { TalkingBanner } from './talking-banner.tsx';

type OfferBannerProps = { readonly conversation: Conversation; readonly customerName: string };

/** The handoff that this conversation is under, and what became of the last one ([HO2], [HO4]). */
export function OfferBanner({ conversation, customerName }: OfferBannerProps) {
  const { agent } = useSession();
  const open = useOpenHandoff(conversation.id);
  const decided = useDecidedOffer(conversation.id);
  useDeskEvents({ onOfferDecided: keepDecidedOffer });
  useWatchedOffer(open?.from.id === agent?.id ? open?.id : undefined);
  const isMine = conversation.owner.id === agent?.id && conversation.status !== 'resolved';
  const hasCome = decided?.state === 'completed';
  const isOver = decided !== null && (open !== null || (!isMine && !hasCome));
  useEffect(() => {
    // Offered once more, or no longer this agent's: what became of the last one is of no use.
    if (isOver) putAwayDecidedOffer(conversation.id);
  }, [isOver, conversation.id]);
  if (open !== null) return <OpenHandoff handoff={open} agentId={agent?.id} customerName={customerName} />;
  if (decided !== null && hasCome) return <Came handoff={decided} customerName={customerName} />;
  if (decided === null || !isMine) return null;
  return <FailedOffer handoff={decided} conversation={conversation} customerName={customerName} />;
}

type OpenHandoffProps = {
  readonly handoff: Handoff;
  readonly agentId: string | undefined;
  readonly customerName: string;
};

/** How an open handoff stands: offered, the two talking, or the customer on the way. */
function OpenHandoff({ handoff, agentId, customerName }: OpenHandoffProps) {
  const part = partOf(handoff, agentId);
  if (handoff.stage === 'talking') return <TalkingBanner handoff={handoff} part={part} />;
  if (handoff.stage === 'crossing') return <OnTheWay handoff={handoff} part={part} customerName={customerName} />;
  return <OpenOffer handoff={handoff} isMine={part === 'sender'} agentId={agentId} />;
}

/** Keeps an offer that was seen open, once it is decided: the thread's own topic may tell it before the inbox does. */
function useWatchedOffer(openId: string | undefined): void {
  const [watchedId, setWatchedId] = useState<string | null>(null);
  if (openId !== undefined && openId !== watchedId) setWatchedId(openId);
  const watched = useHandoff(watchedId);
  useEffect(() => {
    if (watched !== null && !OPEN_HANDOFF_STATES.includes(watched.state)) keepDecidedOffer(watched);
  }, [watched]);
}
