import { useState } from 'react';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { CareIncident } from '#shared/domain/care.ts';

type IncidentCardProps = { readonly incident: CareIncident; readonly isLead: boolean };

/** An open incident: the words that opened it and its checklist; a lead closes it with what came of it. */
export function IncidentCard({ incident, isLead }: IncidentCardProps) {
  const { t } = useTranslation('care');
  const format = useFormatContext();
  const { act, isBusy, refusal } = useOneAct();
  const [result, setResult] = useState('');
  const { id: incidentId, words, openedAt, checklist } = incident;
  const done = checklist.filter((line) => line.doneAt !== undefined).length;
  return (
    <section
      aria-label={t('incident.title')}
      className="flex flex-col gap-1 rounded-s border border-line border-l-[3px] border-l-bad bg-raised px-3 py-2"
    >
      <p className="flex items-baseline justify-between gap-2">
        <span className="font-semibold text-bad">{t('incident.title')}</span>
        <span className="figures text-ink-3">{t('incident.count', { done, of: checklist.length })}</span>
      </p>
      <p className="text-ink-2">
        <Words>{t('incident.words', { words: words.join(format.locale === 'ja' ? '、' : ', ') })}</Words>
        {` · ${formatDayTime(openedAt, format)}`}
      </p>
      {checklist.map((line) => (
        <Checkbox
          key={line.code}
          checked={line.doneAt !== undefined}
          disabled={isBusy}
          onChange={(checked) => void act('care:tick', { incidentId, code: line.code, done: checked })}
        >
          {format.locale === 'ja' ? line.ja : line.en}
          {line.doneBy !== undefined && <span className="ml-1.5 text-ink-3">{line.doneBy.name}</span>}
        </Checkbox>
      ))}
      {isLead && (
        <>
          <Field label={t('incident.result')}>
            <TextArea value={result} maxLength={1000} className="h-14" onChange={(e) => setResult(e.target.value)} />
          </Field>
          <div>
            <Button
              busy={isBusy}
              disabled={result.trim() === ''}
              onClick={() => void act('care:close', { incidentId, result: result.trim() })}
            >
              {t('incident.close')}
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
