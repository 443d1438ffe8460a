import type { ReactNode } from 'react';
import { useInbox, useInboxCounts } from '#renderer/data/hooks/use-inbox.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { INBOX_TABS, type InboxTab } from '#shared/domain/conversation.ts';
import { InboxList } from './inbox-list.tsx';

type InboxPartProps = {
  readonly tab: InboxTab;
  readonly conversationId: string | null;
  /** Stands between the tabs and the list, in a height of its own. */
  readonly offerSlot: ReactNode;
};

/** The agent's lists, with the offers above them. */
export function InboxPart({ tab, conversationId, offerSlot }: InboxPartProps) {
  const { t } = useTranslation('inbox');
  const counts = useInboxCounts();
  const place = usePlace();
  return (
    <Tabs
      stacked
      label={t('tabs.label')}
      value={tab}
      onChange={(next) => goTo({ ...place, tab: next })}
      tabs={INBOX_TABS.map((value) => ({ value, label: t(`tabs.${value}`), count: counts[value] }))}
      className="h-full"
      panelClassName="flex flex-col"
    >
      {offerSlot}
      <TabRows key={tab} tab={tab} conversationId={conversationId} />
    </Tabs>
  );
}

function TabRows({ tab, conversationId }: { readonly tab: InboxTab; readonly conversationId: string | null }) {
  const { t } = useTranslation(['inbox', 'common']);
  const inbox = useInbox(tab);
  if (inbox.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (inbox.state === 'error') {
    const again = <Button onClick={inbox.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('inbox:failed')} detail={inbox.error.message} action={again} />;
  }
  const { rows, hasMore } = inbox.data;
  if (rows.length === 0) {
    const detail = tab === 'mine' ? t('inbox:empty.mineDetail') : undefined;
    return <EmptyState title={t(`inbox:empty.${tab}`)} detail={detail} />;
  }
  return <InboxList tab={tab} rows={rows} hasMore={hasMore} onMore={inbox.loadMore} conversationId={conversationId} />;
}
