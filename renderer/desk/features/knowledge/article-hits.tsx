import { useEffect } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { ArticleHit } from '#shared/domain/knowledge.ts';

type ArticleHitsProps = {
  readonly id: string;
  readonly hits: readonly ArticleHit[];
  readonly active: number;
  readonly onActive: (index: number) => void;
};

/** What was found at the left, the chosen article whole at the right. */
export function ArticleHits({ id, hits, active, onActive }: ArticleHitsProps) {
  const { t } = useTranslation(['knowledge', 'common']);
  const chosen = hits[active];
  const words = chosen?.article[chosen.locale];
  useEffect(() => {
    if (chosen !== undefined)
      document.getElementById(`knowledge-${chosen.article.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (hits.length === 0) return null;
  return (
    <div className="grid h-80 grid-cols-[minmax(0,5fr)_minmax(0,7fr)] gap-3">
      <div id={id} role="listbox" aria-label={t('knowledge:find.title')} className="overflow-y-auto">
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field holds the focus and its arrows choose
          <div
            key={hit.article.id}
            id={`knowledge-${hit.article.id}`}
            role="option"
            aria-selected={index === active}
            className={classNames('cursor-default rounded-s px-2.5 py-1.5', index === active && 'tint-accent')}
            // The field keeps the focus, so that arrows and Enter go on working.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onActive(index)}
          >
            <p className="flex items-baseline justify-between gap-2">
              <span className="truncate font-medium">
                <Words>{hit.article[hit.locale]?.title ?? ''}</Words>
              </span>
              {hit.article.audience === 'internal' && (
                <span className="shrink-0 text-warn">{t('knowledge:internal')}</span>
              )}
            </p>
            <p className="line-clamp-2 text-ink-2">
              <Words>{hit.snippet}</Words>
            </p>
          </div>
        ))}
      </div>
      {words !== undefined && chosen !== undefined && (
        <section aria-label={words.title} className="overflow-y-auto rounded-s border border-line bg-raised px-3 py-2">
          <h3 className="font-semibold">
            <Words>{words.title}</Words>
          </h3>
          <p className="text-ink-3">
            {[chosen.article.owner.name, t('knowledge:used', { count: chosen.article.used })].join(' · ')}
          </p>
          <p className="whitespace-pre-wrap pt-2">
            <Words>{words.body}</Words>
          </p>
        </section>
      )}
    </div>
  );
}
