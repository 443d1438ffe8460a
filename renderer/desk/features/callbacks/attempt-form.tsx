import { useId } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { ATTEMPT_OUTCOMES, type AttemptOutcome } from '#shared/domain/callback.ts';

type AttemptFormProps = {
  readonly busy: boolean;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onOutcome: (outcome: AttemptOutcome) => void;
};

/** How a try went: a button each; the page takes their digits. */
export function AttemptForm({ busy, note, onNote, onOutcome }: AttemptFormProps) {
  const { t } = useTranslation('callbacks');
  const title = useId();
  return (
    <section aria-labelledby={title} className="mt-5 max-w-180">
      <h3 id={title} className="flex items-baseline gap-3 font-medium text-ink-2">
        {t('outcome.label')}
        <span className="font-normal text-ink-3">{t('outcomeHint')}</span>
      </h3>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {ATTEMPT_OUTCOMES.map((outcome, n) => (
          <Button
            key={outcome}
            disabled={busy}
            aria-keyshortcuts={String(n + 1)}
            onClick={() => onOutcome(outcome)}
            icon={
              <span aria-hidden="true" className="figures text-ink-3">
                {n + 1}
              </span>
            }
          >
            {t(`outcome.${outcome}`)}
          </Button>
        ))}
      </div>
      <div className="mt-3">
        <Field label={t('attemptNote')}>
          <TextInput value={note} maxLength={2000} onChange={(event) => onNote(event.target.value)} />
        </Field>
      </div>
    </section>
  );
}
