import { type RefObject, useRef } from 'react';
import type { OneAct } from '#renderer/desk/app/use-one-act.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Decision, Escalation, EscalationOutcome } from '#shared/domain/escalation.ts';
import { ActButton } from './act-button.tsx';
import { CloseMenu } from './close-menu.tsx';
import { noteSent } from './notes.ts';
import { ReassignMenu } from './reassign-menu.tsx';

type Props = {
  readonly escalation: Escalation;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
  readonly note: string;
  readonly noteKey: string;
  /** The note has the focus. */
  readonly isWriting: boolean;
  readonly does: OneAct;
  readonly onLook: () => void;
  readonly onNoteMissing: () => void;
  readonly onDecided: (isTakenOver: boolean) => void;
};

/** One decision ([ES2]), by a button or its chord; the note goes with whichever it is. */
export function DecideForm({ escalation, noteRef, note, noteKey, isWriting, does, ...on }: Props) {
  const { t } = useTranslation('escalations');
  const { id: escalationId, state } = escalation;
  const { act, isBusy } = does;
  const closeRef = useRef<HTMLButtonElement>(null);
  const reassignRef = useRef<HTMLButtonElement>(null);
  const written = note.trim() === '' ? {} : { note: note.trim() };

  async function decide(decision: Decision, outcome?: EscalationOutcome): Promise<void> {
    if (decision === 'return' && note.trim() === '') {
      on.onNoteMissing();
      noteRef.current?.focus();
      return;
    }
    const input = { escalationId, decision, ...written, ...(outcome !== undefined && { outcome }) };
    if ((await act('escalation:decide', input)) === null) return;
    showToast({ title: t(`done.${decision}`) });
    noteSent(noteKey, note);
    on.onDecided(decision === 'take_over');
  }
  async function reassign(reviewer: { readonly id: string; readonly name: string }): Promise<void> {
    if ((await act('escalation:reassign', { escalationId, reviewerId: reviewer.id, ...written })) === null) return;
    showToast({ title: t('done.reassign', { name: reviewer.name }) });
    noteSent(noteKey, note);
    on.onDecided(false);
  }
  useShortcut('review-approve', () => void decide('approve'));
  useShortcut('review-return', () => void decide('return'));
  useShortcut('review-take-over', () => void decide('take_over'));
  useShortcut('review-reassign', () => reassignRef.current?.click());
  useShortcut('review-close', () => closeRef.current?.click());
  useShortcut('review-note', () => noteRef.current?.focus());
  useShortcut('send', () => void decide('approve'), { enabled: isWriting });

  return (
    <div className="flex flex-wrap gap-1.5">
      <ActButton
        shortcut="review-approve"
        label={t('decide.approve')}
        variant="primary"
        busy={isBusy}
        also={{ chord: chordOf('send'), isLive: isWriting }}
        onClick={() => void decide('approve')}
      />
      <ActButton
        shortcut="review-return"
        label={t('decide.return')}
        disabled={isBusy}
        onClick={() => void decide('return')}
      />
      <ActButton
        shortcut="review-take-over"
        label={t('decide.take_over')}
        disabled={isBusy}
        onClick={() => void decide('take_over')}
      />
      <ReassignMenu
        triggerRef={reassignRef}
        escalation={escalation}
        isBusy={isBusy}
        onChoose={(to) => void reassign(to)}
      />
      <CloseMenu
        triggerRef={closeRef}
        label={t('decide.close')}
        chord="review-close"
        isBusy={isBusy}
        onChoose={(outcome) => void decide('close', outcome)}
      />
      {state === 'raised' && (
        <Button variant="ghost" disabled={isBusy} onClick={on.onLook}>
          {t('decide.review')}
        </Button>
      )}
    </div>
  );
}
