import { useState } from 'react';
import { useAskHub, useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { AdminAct } from '#shared/domain/settings.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { Loaded } from '../loaded.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { ActRow } from './act-row.tsx';

const PAGE = 50;

/** Who set what, and how it was before. */
export function LogSection() {
  const { t } = useTranslation('workspaceSettings');
  const first = useHubQuery('settings.log', { limit: PAGE });
  return (
    <SectionFrame title={t('sections.log')} detail={t('log.detail')}>
      <Loaded what={first}>{(page) => <Acts first={page} />}</Loaded>
    </SectionFrame>
  );
}

function Acts({ first }: { readonly first: QueryOutput<'settings.log'> }) {
  const { t } = useTranslation('workspaceSettings');
  const ask = useAskHub();
  const [older, setOlder] = useState<readonly AdminAct[]>([]);
  const [hasMore, setHasMore] = useState(first.more);
  const known = new Set(first.acts.map(({ id }) => id));
  const acts = [...first.acts, ...older.filter(({ id }) => !known.has(id))];
  const last = acts.at(-1);
  const loadOlder = async (): Promise<void> => {
    if (last === undefined) return;
    try {
      const page = await ask('settings.log', { before: { at: last.at, id: last.id }, limit: PAGE });
      setOlder((now) => [...now, ...page.acts]);
      setHasMore(page.more);
    } catch {
      showToast({ title: t('failed'), tone: 'bad' });
    }
  };
  if (acts.length === 0) return <EmptyState title={t('log.none')} />;
  return (
    <>
      <ul
        aria-label={t('sections.log')}
        className="overflow-hidden rounded-r border border-line bg-raised shadow-raised"
      >
        {acts.map((act) => (
          <ActRow key={act.id} act={act} />
        ))}
      </ul>
      {hasMore && (
        <Button className="self-center" onClick={() => void loadOlder()}>
          {t('log.older')}
        </Button>
      )}
    </>
  );
}
