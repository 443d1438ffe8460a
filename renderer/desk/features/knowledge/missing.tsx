import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';

/** What was looked for and not there, the most often first: what to write next. */
export function Missing() {
  const { t } = useTranslation(['knowledge', 'common']);
  const format = useFormatContext();
  const list = useHubQuery('knowledge.list', { limit: 500 });
  if (list.state === 'loading') return <SkeletonRows rows={4} label={t('common:loading')} />;
  if (list.state === 'error') {
    const again = <Button onClick={list.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('knowledge:failed')} detail={list.error.message} action={again} />;
  }
  const { missing } = list.data;
  if (missing.length === 0)
    return <EmptyState title={t('knowledge:missing.none')} detail={t('knowledge:missing.detail')} />;
  return (
    <ul className="flex max-w-2xl flex-col divide-y divide-line">
      {missing.map(({ text, times, lastAt }) => (
        <li key={text} className="flex items-baseline gap-4 py-2">
          <span className="min-w-0 flex-1 truncate font-medium">
            <Words>{text}</Words>
          </span>
          <span className="figures">{t('knowledge:missing.times', { count: times })}</span>
          <span className="figures text-ink-3">{formatDayTime(lastAt, format)}</span>
        </li>
      ))}
    </ul>
  );
}
