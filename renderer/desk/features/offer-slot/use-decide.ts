import { useState } from 'react';
import { useAcceptOffer } from '#renderer/data/hooks/use-accept-offer.ts';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { DECLINE_REASONS, Handoff } from '#shared/domain/handoff.ts';

export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Accepts an offer and opens its conversation, or declines it with a reason. A refusal is said ([HO2]). */
export function useDecide({ id, conversationId }: Handoff) {
  const send = useSendCommand();
  const acceptOffer = useAcceptOffer();
  const [isBusy, setIsBusy] = useState(false);
  const accept = async (): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    const accepted = await acceptOffer(id);
    setIsBusy(false);
    if (accepted.ok) goTo({ tab: 'mine', conversationId });
    else showToast({ title: accepted.error.message, tone: 'bad' });
  };
  const decline = async (reason: DeclineReason): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    const answer = await send('handoff:decline', { handoffId: id, reason });
    setIsBusy(false);
    if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
  };
  return { accept, decline, isBusy };
}
