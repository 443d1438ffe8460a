import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { OPEN_HANDOFF_STATES } from '#shared/domain/handoff.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { briefOf } from './brief-lines.ts';
import { type Receiver, receiverName } from './receivers.ts';
import type { CrossingChoice } from './use-crossing-choice.ts';
import type { DraftedBrief } from './use-drafted-brief.ts';

type OfferParts = {
  readonly conversation: Conversation;
  readonly receiver: Receiver | undefined;
  readonly brief: DraftedBrief;
  readonly note: string;
  readonly choice: CrossingChoice;
  readonly isWarm: boolean;
  readonly onClose: () => void;
};

/** Gives the handoff as it was put together. A refusal is told and keeps everything that was typed. */
export function useOffer({ conversation, receiver, brief, note, choice, isWarm, onClose }: OfferParts) {
  const { t } = useTranslation('handoff');
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const [isReceiverMissing, setIsReceiverMissing] = useState(false);
  async function offer(): Promise<boolean> {
    if (isBusy) return false;
    setIsReceiverMissing(receiver === undefined);
    if (receiver === undefined || brief.state === 'drafting' || choice.lost !== null) return false;
    setIsBusy(true);
    setError(null);
    const answer = await send('handoff:offer', {
      conversationId: conversation.id,
      epoch: conversation.epoch,
      to: { type: receiver.type, id: receiver.type === 'team' ? receiver.team.id : receiver.agent.id },
      brief: briefOf(brief.lines),
      snapshot: brief.snapshot,
      kind: isWarm ? 'warm' : 'cold',
      ...(choice.crossing !== null && { crossing: choice.crossing }),
      ...(note.trim() !== '' && { note: note.trim() }),
    });
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      if (answer.error.code === 'no_way_across') choice.retry();
      return false;
    }
    // What is open is told by the notice over the thread, for as long as it stands.
    if (!OPEN_HANDOFF_STATES.includes(answer.data.handoff.state))
      showToast({ title: t('given', { name: receiverName(receiver) }) });
    onClose();
    return true;
  }
  return { offer, isBusy, error, clearError: () => setError(null), isReceiverMissing };
}
