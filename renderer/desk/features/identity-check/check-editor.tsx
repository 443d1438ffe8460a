import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { CheckFact, Checklist } from '#shared/domain/identity-check.ts';

/** What is asked for each purpose, for an administrator to change. */
export function CheckEditor() {
  const { t } = useTranslation('checks');
  const { t: common } = useTranslation();
  const lists = useHubQuery('check.lists', {});
  if (lists.state === 'loading') return <SkeletonRows rows={6} label={common('loading')} />;
  if (lists.state === 'error')
    return (
      <ErrorState
        title={t('failedToLoad')}
        detail={lists.error.message}
        action={<Button onClick={lists.retry}>{common('retry')}</Button>}
      />
    );
  return (
    <section aria-label={t('editor.title')} className="flex flex-col gap-5">
      <h2 className="font-semibold text-lg">{t('editor.title')}</h2>
      <p className="text-ink-2">{t('editor.about')}</p>
      {lists.data.lists.map((list) => (
        <OneList key={`${list.purpose}:${list.revision}`} list={list} />
      ))}
    </section>
  );
}

function OneList({ list }: { readonly list: Checklist }) {
  const { t } = useTranslation('checks');
  const send = useSendCommand();
  const [facts, setFacts] = useState<readonly CheckFact[]>(list.facts);
  const [needed, setNeeded] = useState(String(list.needed));
  const [minutes, setMinutes] = useState(String(list.minutes));
  const [revision, setRevision] = useState(list.revision);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const change = (code: string, patch: Partial<CheckFact>) =>
    setFacts((all) => all.map((fact) => (fact.code === code ? { ...fact, ...patch } : fact)));
  const save = async (): Promise<void> => {
    setIsBusy(true);
    const input = {
      purpose: list.purpose,
      needed: Number(needed),
      minutes: Number(minutes),
      facts: [...facts],
      revision,
    };
    const answer = await send('check:save-list', input);
    setIsBusy(false);
    setError(answer.ok ? null : answer.error.message);
    if (!answer.ok) return;
    setRevision(answer.data.revision);
    showToast({ title: t('editor.saved') });
  };
  return (
    <fieldset className="flex flex-col gap-2 rounded-r border border-line bg-raised p-3">
      <legend className="px-1 font-semibold">{t(`purpose.${list.purpose}`)}</legend>
      <div className="flex flex-wrap gap-3">
        <Field label={t('editor.needed')}>
          <TextInput inputMode="numeric" value={needed} onChange={(e) => setNeeded(e.target.value)} className="w-28" />
        </Field>
        <Field label={t('editor.minutes')}>
          <TextInput
            inputMode="numeric"
            value={minutes}
            onChange={(e) => setMinutes(e.target.value)}
            className="w-28"
          />
        </Field>
      </div>
      {facts.map((fact) => (
        <div key={fact.code} className="flex items-end gap-2">
          <Field label={t('editor.nameJa')}>
            <TextInput
              value={fact.nameJa}
              maxLength={60}
              onChange={(e) => change(fact.code, { nameJa: e.target.value })}
            />
          </Field>
          <Field label={t('editor.nameEn')}>
            <TextInput
              value={fact.nameEn}
              maxLength={60}
              onChange={(e) => change(fact.code, { nameEn: e.target.value })}
            />
          </Field>
          <IconButton
            label={t('editor.remove', { name: fact.nameEn || fact.nameJa })}
            icon={<Trash2 aria-hidden="true" size={16} />}
            onClick={() => setFacts((all) => all.filter((one) => one.code !== fact.code))}
          />
        </div>
      ))}
      {error !== null && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
      <div className="flex gap-2">
        <Button
          icon={<Plus aria-hidden="true" size={16} />}
          disabled={facts.length >= 10}
          onClick={() => setFacts((all) => [...all, { code: freshCode(all), nameJa: '', nameEn: '' }])}
        >
          {t('editor.add')}
        </Button>
        <Button variant="primary" busy={isBusy} onClick={() => void save()}>
          {t('editor.save')}
        </Button>
      </div>
    </fieldset>
  );
}

/** A code that no fact of the list has: checks that were made point at codes. */
function freshCode(facts: readonly CheckFact[]): string {
  let n = facts.length + 1;
  while (facts.some(({ code }) => code === `fact_${n}`)) n++;
  return `fact_${n}`;
}
