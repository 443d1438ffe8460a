import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { type Article, articleIn } from '#shared/domain/knowledge.ts';
import { ArticleEditor } from './article-editor.tsx';

/** The articles for who writes them: what waits for a lead first, then what runs out. */
export function Articles() {
  const { t } = useTranslation(['knowledge', 'common']);
  const list = useHubQuery('knowledge.list', { limit: 500 });
  const [open, setOpen] = useState<Article | 'new' | null>(null);
  if (list.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (list.state === 'error') {
    const again = <Button onClick={list.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('knowledge:failed')} detail={list.error.message} action={again} />;
  }
  const { articles } = list.data;
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <div>
        <Button icon={<Plus aria-hidden="true" size={14} />} onClick={() => setOpen('new')}>
          {t('knowledge:article.new')}
        </Button>
      </div>
      {articles.length === 0 && (
        <EmptyState title={t('knowledge:article.none')} detail={t('knowledge:article.noneDetail')} />
      )}
      <ul className="flex flex-col divide-y divide-line">
        {articles.map((article) => (
          <ArticleRow key={article.id} article={article} onOpen={() => setOpen(article)} />
        ))}
      </ul>
      {open !== null && <ArticleEditor article={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function ArticleRow({ article, onOpen }: { readonly article: Article; readonly onOpen: () => void }) {
  const { t } = useTranslation('knowledge');
  const format = useFormatContext();
  const { state, audience, owner, validUntil, used } = article;
  const until = validUntil === undefined ? undefined : t('until', { date: formatShortDate(validUntil, format) });
  return (
    <li>
      <button type="button" className="flex w-full items-baseline gap-3 rounded-s px-2 py-2 text-left" onClick={onOpen}>
        <span className="min-w-0 flex-1 truncate font-medium">
          <Words>{articleIn(article, format.locale)?.text.title ?? ''}</Words>
        </span>
        {audience === 'internal' && <span className="text-warn">{t('internal')}</span>}
        <span className="text-ink-2">{[owner.name, until].filter((word) => word !== undefined).join(' · ')}</span>
        <span className="figures w-20 text-right text-ink-3">{t('used', { count: used })}</span>
        <Chip>{t(`state.${state}`)}</Chip>
      </button>
    </li>
  );
}
