import { Download } from 'lucide-react';
import { useState } from 'react';
import { asCsv, saveText } from '#renderer/desk/app/csv.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { QUALITY_VIEWS, type QualityView } from '#shared/domain/identity.ts';
import { QualityList } from './quality-list.tsx';
import { reasonText } from './reason-text.ts';
import { useQuality } from './use-quality.ts';

/** Where the identity data needs a look: duplicates, what reaches nobody, what nothing proves, what several claim. */
export function QualityPage() {
  const { t } = useTranslation(['quality', 'identity', 'customer', 'common']);
  const format = useFormatContext();
  const [view, setView] = useState<QualityView>('duplicates');
  const quality = useQuality(view);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    try {
      const head = ['name', 'other', 'point', 'reasons', 'score', 'at'] as const;
      const body = (await quality.all()).map((row) => [
        row.name,
        row.otherName ?? '',
        row.point === undefined ? '' : `${t(`customer:pointKind.${row.point.kind}`)} ${row.point.value}`,
        row.reasons.map((reason) => reasonText(reason, t)).join(' / '),
        row.score === undefined ? '' : String(row.score),
        formatShortDate(row.at, format),
      ]);
      saveText(`${view}.csv`, asCsv([head.map((one) => t(`quality:column.${one}`)), ...body]));
    } catch {
      showToast({ title: t('quality:exportFailed'), tone: 'bad' });
    }
    setIsSaving(false);
  };
  const tabs = QUALITY_VIEWS.map((value) => ({
    value,
    label: t(`quality:view.${value}`),
    count: quality.counts?.[value],
  }));
  return (
    <section aria-label={t('quality:title')} className="flex h-full min-h-0 flex-col">
      <header className="flex items-center gap-3 px-(--pad-x) pt-3 pb-1">
        <h1 className="flex-1 font-semibold text-xl">{t('quality:title')}</h1>
        <Button
          icon={<Download aria-hidden="true" size={14} />}
          busy={isSaving}
          disabled={quality.rows.length === 0}
          onClick={() => void save()}
        >
          {t('quality:export')}
        </Button>
      </header>
      <Tabs
        tabs={tabs}
        value={view}
        onChange={setView}
        label={t('quality:title')}
        className="min-h-0 flex-1"
        panelClassName="min-h-0 flex-1 overflow-y-auto"
      >
        <p className="px-(--pad-x) py-2 text-ink-2">{t(`quality:about.${view}`)}</p>
        {quality.state === 'loading' && <SkeletonRows rows={8} label={t('common:loading')} />}
        {quality.error !== null && (
          <ErrorState
            title={t('quality:failed')}
            detail={quality.error.message}
            action={<Button onClick={quality.retry}>{t('common:retry')}</Button>}
          />
        )}
        {quality.state === 'ready' && quality.rows.length === 0 && (
          <EmptyState title={t(`quality:empty.${view}`)} detail={t('quality:emptyDetail')} />
        )}
        {quality.rows.length > 0 && <QualityList view={view} quality={quality} />}
        {quality.hasMore && (
          <div className="flex justify-center py-3">
            <Button onClick={quality.loadMore}>{t('quality:more')}</Button>
          </div>
        )}
      </Tabs>
    </section>
  );
}
