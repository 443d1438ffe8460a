import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import { goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { runShortcut } from '#renderer/ui/shortcuts.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { ESCALATION_OUTCOMES, type Escalation } from '#shared/domain/escalation.ts';
import { reachOf } from '#shared/wire/policy.ts';
import { fold, useIsFolded } from './folded-answers.ts';

type Props = { readonly escalation: Escalation; readonly conversation: Conversation };

/** What this reader may do about it, as it stands. */
export function StripActs({ escalation, conversation }: Props) {
  const { t } = useTranslation('escalations');
  const { agent } = useSession();
  const { act, isBusy, refusal } = useOneAct();
  const isFolded = useIsFolded(escalation);
  const { id: escalationId, decision } = escalation;
  const isMine = escalation.raisedBy?.id === agent?.id;
  const isOwner = conversation.owner.id === agent?.id;
  const mayDecide = agent !== null && reachOf(agent.role, 'escalation.decide') !== null;
  const isDecided = !isUndecided(escalation);
  const isTakenByMe = escalation.state === 'taken_over' && isOwner && decision?.by.id === agent?.id;

  /** The answer is read: the conversation is worked on again, and the hand goes back to the reply. */
  const goOn = async (): Promise<void> => {
    fold(escalation, true);
    // Before the answer: by then they may type elsewhere.
    runShortcut('focus-composer');
    if (isOwner && conversation.status === 'waiting' && conversation.waitingOn === 'lead')
      await act('conversation:set-status', {
        conversationId: conversation.id,
        epoch: conversation.epoch,
        status: 'open',
      });
  };

  return (
    <>
      {refusal !== null && (
        <span role="alert" className="text-bad">
          {t('refusedNow', { reason: refusal.message })}
        </span>
      )}
      {!isDecided && mayDecide && !isMine && (
        <Button variant="primary" onClick={() => goToPage('review', escalationId)}>
          {t('strip.review')}
        </Button>
      )}
      {!isDecided && isMine && (
        <Button busy={isBusy} onClick={() => void act('escalation:withdraw', { escalationId })}>
          {t('strip.withdraw')}
        </Button>
      )}
      {isDecided && isFolded && <Button onClick={() => fold(escalation, false)}>{t('strip.show')}</Button>}
      {isTakenByMe && (
        <Button
          variant="primary"
          busy={isBusy}
          onClick={() => void act('escalation:give-back', { escalationId, epoch: conversation.epoch })}
        >
          {t('strip.giveBack')}
        </Button>
      )}
      {isDecided && (isOwner || isMine || mayDecide) && (
        <Menu align="end" trigger={<Button disabled={isBusy}>{t('strip.resolve')}</Button>}>
          {ESCALATION_OUTCOMES.map((outcome) => (
            <MenuItem key={outcome} onSelect={() => void act('escalation:resolve', { escalationId, outcome })}>
              {t(`outcome.${outcome}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {isDecided && isOwner && !isFolded && decision?.by.id !== agent?.id && (
        <Button variant="primary" busy={isBusy} onClick={() => void goOn()}>
          {t('strip.resume')}
        </Button>
      )}
    </>
  );
}
