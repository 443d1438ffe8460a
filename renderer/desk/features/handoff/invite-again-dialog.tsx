import { useEffect, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation, useOpenHandoff } from '#renderer/data/hooks/use-conversation.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { ContinueOn } from './continue-on.tsx';
import { CrossingWords } from './customer-sees.tsx';
import { useCrossingChoice } from './use-crossing-choice.ts';

type InviteAgainDialogProps = { readonly conversationId: string; readonly onClose: () => void };

/** Asking a customer over once more, another way or onto another channel; gone as soon as they have come. */
export function InviteAgainDialog({ conversationId, onClose }: InviteAgainDialogProps) {
  const conversation = useConversation(conversationId);
  const open = useOpenHandoff(conversationId);
  const isOver = open === null || open.stage !== 'crossing';
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  if (isOver || conversation.state !== 'ready') return null;
  return <ReadyDialog handoff={open} conversation={conversation.data} onClose={onClose} />;
}

type ReadyDialogProps = {
  readonly handoff: Handoff;
  readonly conversation: Conversation;
  readonly onClose: () => void;
};

function ReadyDialog({ handoff, conversation, onClose }: ReadyDialogProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const present = conversation.channel;
  const choice = useCrossingChoice({ conversationId: conversation.id, present, start: handoff.channelTo });
  const { crossing, option, lost } = choice;
  const canSend = crossing !== null && lost === null;
  const invite = async (): Promise<void> => {
    if (isBusy || crossing === null || !canSend) return;
    setIsBusy(true);
    const answer = await send('handoff:invite-again', { handoffId: handoff.id, crossing });
    setIsBusy(false);
    if (answer.ok) onClose();
    else setError(answer.error.message);
  };
  useShortcut('send', () => void invite(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inviteAgainTitle')}
      description={t('inviteAgainDetail')}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={!canSend}
            onClick={() => void invite()}
          >
            {t('inviteAgainDo')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        <ContinueOn choice={choice} present={present} crossingOnly error={error ?? undefined} />
        {option !== null && <CrossingWords option={option} choice={choice} />}
      </div>
    </Dialog>
  );
}
