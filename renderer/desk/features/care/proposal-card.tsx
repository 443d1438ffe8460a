import { useState } from 'react';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { CareMark } from '#shared/domain/care.ts';

type ProposalCardProps = { readonly mark: CareMark; readonly mayDecide: boolean };

/** A mark that somebody proposed: not yet a fact to others, until a lead, not its author, says so. */
export function ProposalCard({ mark, mayDecide }: ProposalCardProps) {
  const { t } = useTranslation('care');
  const format = useFormatContext();
  const { act, isBusy, refusal } = useOneAct();
  const [note, setNote] = useState('');
  const { id: markId, title, facts, kind, author, expiresAt } = mark;
  return (
    <section
      aria-label={t('proposal.title')}
      className="flex flex-col gap-1 rounded-s border border-line border-dashed px-3 py-2"
    >
      <p className="flex items-baseline justify-between gap-2">
        <span className="font-semibold">
          <Words>{title}</Words>
        </span>
        <span className="text-ink-3">{t('proposal.title')}</span>
      </p>
      <p className="whitespace-pre-wrap text-ink-2">
        <Words>{facts}</Words>
      </p>
      <p className="text-ink-3">
        {[t(`kind.${kind}`), author.name, t('until', { date: formatShortDate(expiresAt, format) })].join(' · ')}
      </p>
      {mayDecide && (
        <>
          <Field label={t('proposal.note')}>
            <TextInput value={note} maxLength={500} onChange={(e) => setNote(e.target.value)} />
          </Field>
          <div className="flex gap-2">
            <Button
              variant="primary"
              busy={isBusy}
              onClick={() => void act('care:decide', { markId, decision: 'approve' })}
            >
              {t('proposal.approve')}
            </Button>
            <Button
              busy={isBusy}
              disabled={note.trim() === ''}
              onClick={() => void act('care:decide', { markId, decision: 'decline', note: note.trim() })}
            >
              {t('proposal.decline')}
            </Button>
          </div>
        </>
      )}
      {refusal !== null && (
        <p role="alert" className="text-bad">
          {refusal.message}
        </p>
      )}
    </section>
  );
}
