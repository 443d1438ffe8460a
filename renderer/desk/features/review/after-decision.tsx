import { useRef } from 'react';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { OneAct } from '#renderer/desk/app/use-one-act.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';
import { CloseMenu } from './close-menu.tsx';

type Props = { readonly escalation: Escalation; readonly does: OneAct };

/** What is left of one that was decided: to end it, or to give the conversation back. */
export function AfterDecision({ escalation, does: { act, isBusy } }: Props) {
  const { t } = useTranslation('escalations');
  const { agent } = useSession();
  const { id: escalationId, conversationId, state, takenFrom } = escalation;
  const conversation = useConversation(conversationId);
  const closeRef = useRef<HTMLButtonElement>(null);
  const isMine = conversation.state === 'ready' && conversation.data.owner.id === agent?.id;
  const giveBack = async (): Promise<void> => {
    if (conversation.state !== 'ready') return;
    const { epoch } = conversation.data;
    if ((await act('escalation:give-back', { escalationId, epoch })) === null) return;
    showToast({ title: t('strip.givenBack', { name: takenFrom?.name ?? '' }) });
  };
  useShortcut('review-close', () => closeRef.current?.click());
  return (
    <div className="flex flex-wrap gap-1.5">
      {state === 'taken_over' && isMine && (
        <Button variant="primary" busy={isBusy} onClick={() => void giveBack()}>
          {t('strip.giveBack')}
        </Button>
      )}
      <CloseMenu
        triggerRef={closeRef}
        label={t('strip.resolve')}
        chord="review-close"
        isBusy={isBusy}
        onChoose={(outcome) => void act('escalation:resolve', { escalationId, outcome })}
      />
    </div>
  );
}
