import { useRef, useState } from 'react';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useOpenEscalations } from '#renderer/data/hooks/use-escalations.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useIsShown } from '#renderer/desk/app/use-is-shown.ts';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { ASKED_DECISIONS } from '#shared/domain/escalation.ts';
import { amountOf, useAskDraft } from './ask-drafts.ts';
import { AskMoneyAndLead } from './ask-money-and-lead.tsx';
import { useLeads } from './use-leads.ts';

type Props = { readonly conversationId: string; readonly onClose: () => void };

/** A question to a lead: what is asked, what for, and whom. Closing it loses nothing of what was typed. */
export function AskLeadDialog({ conversationId, onClose }: Props) {
  const { t } = useTranslation(['escalations', 'common']);
  const { agent } = useSession();
  const conversation = useConversation(conversationId);
  const { draft, set, forget } = useAskDraft(agent?.id ?? '', conversationId);
  const waiting = useOpenEscalations(conversationId).some((one) => one.reason === 'asked' && isUndecided(one));
  const { act, isBusy, refusal, clear } = useOneAct();
  const [hadDraft] = useState(draft.question !== '');
  const [isAmountShown, setIsAmountShown] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isShown = useIsShown();
  const leads = useLeads(conversation.state === 'ready' ? conversation.data.team.id : undefined, agent?.id);
  // Who is no lead any more can not be asked; then any may answer.
  const reviewerId = leads.some(({ id }) => id === draft.reviewerId) ? draft.reviewerId : null;
  const amount = amountOf(draft.amount);
  const isAmountBad = Number.isNaN(amount);
  const canAsk = draft.question.trim() !== '' && !waiting && !isBusy && conversation.state === 'ready';

  async function ask(): Promise<void> {
    if (isAmountBad) return setIsAmountShown(true);
    if (!canAsk || conversation.state !== 'ready') return;
    const answer = await act('escalation:raise', {
      conversationId,
      epoch: conversation.data.epoch,
      question: draft.question.trim(),
      asked: draft.asked,
      ...(amount !== null && { amount: { amount, currency: draft.currency } }),
      ...(reviewerId !== null && { reviewerId }),
    });
    if (answer === null) return;
    forget(draft);
    showToast({ title: t('escalations:ask.sent') });
    // Closed meanwhile: what is open now is another.
    if (isShown.current) onClose();
  }
  useShortcut('send', () => void ask(), { scope: 'dialog' });

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('escalations:ask.title')}
      description={t('escalations:ask.detail')}
      closeLabel={t('common:close')}
      initialFocus={field}
      footer={
        <>
          {hadDraft && (
            <span className="mr-auto flex items-center gap-2 text-ink-3">
              {t('escalations:ask.kept')}
              <Button variant="ghost" onClick={() => forget()}>
                {t('escalations:ask.forget')}
              </Button>
            </span>
          )}
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" chord={chordOf('send')} busy={isBusy} disabled={!canAsk} onClick={() => void ask()}>
            {t('escalations:ask.send')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {waiting && (
          <p role="status" className="tint-warn rounded-s px-3 py-2">
            {t('escalations:ask.open')}
          </p>
        )}
        <Field label={t('escalations:ask.question')} error={refusal?.message}>
          <TextArea
            ref={field}
            rows={4}
            maxLength={2000}
            placeholder={t('escalations:ask.placeholder')}
            value={draft.question}
            onChange={(event) => {
              set({ question: event.target.value });
              clear();
            }}
          />
        </Field>
        <div className="flex flex-col gap-1">
          <span className="font-medium text-ink-2">{t('escalations:asked.label')}</span>
          <SegmentedControl
            label={t('escalations:asked.label')}
            value={draft.asked}
            onChange={(asked) => set({ asked })}
            segments={ASKED_DECISIONS.map((value) => ({ value, label: t(`escalations:asked.${value}`) }))}
          />
        </div>
        <AskMoneyAndLead
          draft={draft}
          onChange={(patch) => {
            set(patch);
            setIsAmountShown(false);
          }}
          onLeave={() => setIsAmountShown(true)}
          isAmountBad={isAmountShown && isAmountBad}
          leads={leads}
          reviewerId={reviewerId}
        />
      </div>
    </Dialog>
  );
}
