import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { type CareMark, nextWarning, WARNING_STEPS } from '#shared/domain/care.ts';
import type { Locale } from '#shared/domain/people.ts';

type MarkInForceProps = {
  readonly mark: CareMark;
  readonly isLead: boolean;
  /** What the customer speaks, as far as known: the script is read out in it. */
  readonly locale?: Locale | undefined;
};

/** What is done about a mark in force: warning in steps where it is harassment, and its end by a lead. */
export function MarkInForce({ mark, isLead, locale }: MarkInForceProps) {
  if (mark.kind !== 'harassment' && !isLead) return null;
  return (
    <section aria-label={mark.title} className="flex flex-col gap-1 rounded-s border border-line bg-raised px-3 py-2">
      <p className="font-semibold">
        <Words>{mark.title}</Words>
      </p>
      {mark.kind === 'harassment' && <Warnings mark={mark} locale={locale} />}
      {isLead && <EndMark markId={mark.id} />}
    </section>
  );
}

function Warnings({ mark, locale }: Pick<MarkInForceProps, 'mark' | 'locale'>) {
  const { t } = useTranslation('care');
  const format = useFormatContext();
  const rules = useHubQuery('care.rules', {}, { staleMs: 60_000 });
  const { act, isBusy, refusal } = useOneAct();
  const [typed, setTyped] = useState<string | null>(null);
  const step = nextWarning(mark, Date.now());
  const script = rules.state === 'ready' && step !== null ? rules.data.rules.script[step - 1] : undefined;
  const said = typed ?? script?.[locale ?? format.locale] ?? '';
  return (
    <>
      {mark.warnings.map((one) => (
        <p key={one.step} className="text-ink-2">
          {t('warning.said', {
            step: one.step,
            of: WARNING_STEPS,
            name: one.by.name,
            time: formatDayTime(one.at, format),
          })}
        </p>
      ))}
      {step === null ? (
        <p className="font-semibold text-bad">{t('warning.mayEnd')}</p>
      ) : (
        <>
          <Field label={t('warning.next', { step, of: WARNING_STEPS })} hint={t('warning.hint')}>
            <TextArea value={said} maxLength={500} className="h-20" onChange={(e) => setTyped(e.target.value)} />
          </Field>
          <div>
            <Button
              busy={isBusy}
              disabled={said.trim() === ''}
              onClick={() =>
                void act('care:warn', { markId: mark.id, step, said: said.trim() }).then((ok) => ok && setTyped(null))
              }
            >
              {t('warning.record')}
            </Button>
          </div>
        </>
      )}
      {refusal !== null && (
        <p role="alert" className="text-bad">
          {refusal.message}
        </p>
      )}
    </>
  );
}

function EndMark({ markId }: { readonly markId: string }) {
  const { t } = useTranslation('care');
  const { act, isBusy, refusal } = useOneAct();
  const [note, setNote] = useState<string | null>(null);
  if (note === null) {
    return (
      <div>
        <Button variant="ghost" onClick={() => setNote('')}>
          {t('end.open')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Field label={t('end.note')} error={refusal?.message}>
        <TextInput value={note} maxLength={500} onChange={(e) => setNote(e.target.value)} />
      </Field>
      <div className="flex gap-2">
        <Button
          busy={isBusy}
          disabled={note.trim() === ''}
          onClick={() => void act('care:end', { markId, note: note.trim() })}
        >
          {t('end.confirm')}
        </Button>
        <Button variant="ghost" onClick={() => setNote(null)}>
          {t('end.keep')}
        </Button>
      </div>
    </>
  );
}
