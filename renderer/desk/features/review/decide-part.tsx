import { type RefObject, useState } from 'react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isOpen, isUndecided } from '#renderer/state/escalation-state.ts';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';
import { AfterDecision } from './after-decision.tsx';
import { DecideForm } from './decide-form.tsx';
import { keepNote, useNote } from './notes.ts';
import { UnsentNote } from './unsent-note.tsx';
import { useReview } from './use-review.ts';

type Props = {
  readonly escalation: Escalation;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
  /** It is decided or with somebody else: on to the next, or with whom takes over, to the customer. */
  readonly onDecided: (isTakenOver: boolean) => void;
};

/**
 * What a lead can do with it: decide it; once decided, end it or give it back. Kept in sight while the rest scrolls. What is
 * being written as somebody else decides stays in its field, which keeps the focus, until it is put away.
 */
export function DecidePart({ escalation, noteRef, onDecided }: Props) {
  const { t } = useTranslation('escalations');
  const { agent } = useSession();
  const noteKey = `${agent?.id} ${escalation.id}`;
  const note = useNote(noteKey);
  const does = useOneAct();
  const review = useReview(escalation);
  const [isNoteMissing, setIsNoteMissing] = useState(false);
  const [isWriting, setIsWriting] = useState(false);
  const isToDecide = isUndecided(escalation);
  const hasNote = note !== '';
  // Four eyes: nobody decides what they have asked themselves.
  if (isToDecide && escalation.raisedBy?.id === agent?.id) return null;
  if (!isOpen(escalation) && !hasNote && does.refusal === null) return null;
  const error = isNoteMissing && isToDecide ? t('noteNeeded') : undefined;
  return (
    <section aria-label={t('decide.label')} className="grid gap-2 border-line border-t bg-raised px-4.5 py-3">
      {does.refusal !== null && (
        <p role="alert" className="text-bad">
          {t('refusedNow', { reason: does.refusal.message })}
        </p>
      )}
      {(isToDecide || hasNote) && (
        <Field
          label={t('note', { name: (escalation.raisedBy ?? escalation.owner).name })}
          {...(error !== undefined && { error })}
        >
          <TextArea
            ref={noteRef}
            rows={2}
            maxLength={2000}
            value={note}
            readOnly={!isToDecide}
            onFocus={() => setIsWriting(true)}
            onBlur={() => setIsWriting(false)}
            onChange={(event) => {
              keepNote(noteKey, event.target.value);
              setIsNoteMissing(false);
              does.clear();
              review.begin();
            }}
          />
        </Field>
      )}
      {!isToDecide && hasNote && !does.isBusy && <UnsentNote note={note} onDiscard={() => keepNote(noteKey, '')} />}
      {isToDecide && (
        <DecideForm
          escalation={escalation}
          noteRef={noteRef}
          note={note}
          noteKey={noteKey}
          isWriting={isWriting}
          does={does}
          onLook={review.begin}
          onNoteMissing={() => setIsNoteMissing(true)}
          onDecided={onDecided}
        />
      )}
      {!isToDecide && isOpen(escalation) && <AfterDecision escalation={escalation} does={does} />}
    </section>
  );
}
