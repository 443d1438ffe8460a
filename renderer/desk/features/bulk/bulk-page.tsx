import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { ActFields } from './act-fields.tsx';
import { type BulkAct, isComplete, NO_ACT } from './bulk-act.ts';
import { ChooseRows } from './choose-rows.tsx';
import { PreviewTable } from './preview-table.tsx';
import { useBulkRun } from './use-bulk-run.ts';

/** Many conversations at once: choose, say what, look at what would become of each, do it, see what became of each. */
export function BulkPage() {
  const { t } = useTranslation('bulk');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [act, setAct] = useState<BulkAct>(NO_ACT);
  const [isChecking, setIsChecking] = useState(false);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="border-line border-b px-6 py-4">
        <h1 className="flex items-center gap-2 font-semibold text-xl">
          <ListChecks aria-hidden="true" size={20} /> {t('title')}
        </h1>
        <p className="max-w-[80ch] text-ink-2">{t('about')}</p>
      </header>
      {isChecking ? (
        <Check chosen={[...chosen]} act={act} onBack={() => setIsChecking(false)} />
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(300px,400px)]">
          <ChooseRows chosen={chosen} onChange={setChosen} />
          <section
            aria-label={t('act.label')}
            className="grid content-start gap-4 overflow-y-auto border-line border-l p-6"
          >
            <ActFields act={act} onChange={setAct} />
            <Button
              variant="primary"
              disabled={chosen.size === 0 || !isComplete(act)}
              onClick={() => setIsChecking(true)}
            >
              {t('preview')}
            </Button>
            <p role="status" className="text-ink-2">
              {t('chosen', { count: chosen.size })}
            </p>
          </section>
        </div>
      )}
    </div>
  );
}

type CheckProps = { readonly chosen: readonly string[]; readonly act: BulkAct; readonly onBack: () => void };

function Check({ chosen, act, onBack }: CheckProps) {
  const { t } = useTranslation(['bulk', 'common']);
  const preview = useHubQuery('bulk.preview', {
    conversationIds: [...chosen],
    act: act.name,
    ...(act.categoryId === null ? {} : { categoryId: act.categoryId }),
    ...(act.outcome === null ? {} : { outcome: act.outcome }),
    text: act.text,
  });
  const { results, isRunning, run } = useBulkRun();
  if (preview.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (preview.state === 'error') {
    const again = <Button onClick={preview.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('bulk:failed')} detail={preview.error.message} action={again} />;
  }
  const { rows } = preview.data;
  const ready = rows.filter(({ refusal }) => refusal === undefined);
  const over = [...results.values()].filter((result) => result !== 'waiting');
  const done = over.filter((result) => result === 'done').length;
  const hasRun = results.size > 0;
  const left = ready.filter(({ conversationId }) => results.get(conversationId) !== 'done');
  return (
    <div className="flex min-h-0 flex-1 flex-col px-6">
      <div className="flex flex-wrap items-center gap-3 py-3">
        <p role="status" className="min-w-0 flex-1">
          {isRunning && t('bulk:running', { done: over.length, all: ready.length })}
          {!isRunning && hasRun && t('bulk:doneTitle', { done, failed: ready.length - done })}
          {!hasRun &&
            [
              t('bulk:ready', { count: ready.length }),
              rows.length > ready.length && t('bulk:refused', { count: rows.length - ready.length }),
            ]
              .filter(Boolean)
              .join(' · ')}
        </p>
        <Button disabled={isRunning} onClick={onBack}>
          {t('bulk:back')}
        </Button>
        {(!hasRun || left.length > 0) && (
          <Button variant="primary" busy={isRunning} disabled={left.length === 0} onClick={() => void run(act, left)}>
            {hasRun && !isRunning ? t('bulk:again') : t('bulk:run', { count: left.length })}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto pb-6">
        <PreviewTable rows={rows} results={results} />
      </div>
    </div>
  );
}
