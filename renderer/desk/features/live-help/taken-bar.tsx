import { useOpenEscalations } from '#renderer/data/hooks/use-escalations.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Party } from '#shared/domain/party.ts';
import { useAct } from './use-act.ts';

type TakenBarProps = { readonly conversation: Conversation; readonly from: Party };

/** A lead answers what they took over; one act gives it back ([ES3]). */
export function TakenBar({ conversation: { id: conversationId, epoch }, from }: TakenBarProps) {
  const { t } = useTranslation('liveHelp');
  const { act, isBusy } = useAct();
  const giveBack = (): void => void act('help:give-back', { conversationId, epoch });
  // One that was taken over with a question to a lead is given back where that question stands.
  const isOfQuestion = useOpenEscalations(conversationId).some(({ state }) => state === 'taken_over');
  useShortcut('take-over', giveBack, { enabled: !isBusy });
  if (isOfQuestion) return null;
  return (
    <section aria-label={t('label')} className="mx-5.5 mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <p role="status" className="min-w-40 flex-1 text-ink-2">
        <Words>{t('takenFrom', { name: from.name })}</Words>
      </p>
      <Button busy={isBusy} chord={chordOf('take-over')} onClick={giveBack}>
        <Words>{t('giveBack', { name: from.name })}</Words>
      </Button>
    </section>
  );
}
