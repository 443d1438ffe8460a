import { useState } from 'react';
import { useInbox } from '#renderer/data/hooks/use-inbox.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { InboxRow, InboxTab } from '#shared/domain/conversation.ts';

const TABS: readonly InboxTab[] = ['mine', 'team', 'all'];
/** As many as one act takes. */
const MOST = 500;

type ChooseRowsProps = {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
};

/** The lists of the inbox with a box before each row. */
export function ChooseRows({ chosen, onChange }: ChooseRowsProps) {
  const { t } = useTranslation(['bulk', 'inbox', 'common']);
  const [tab, setTab] = useState<InboxTab>('mine');
  const inbox = useInbox(tab);
  const rows = inbox.state === 'ready' ? inbox.data.rows : [];
  const set = (row: InboxRow, on: boolean): void => {
    const next = new Set(chosen);
    if (on && next.size < MOST) next.add(row.conversationId);
    else next.delete(row.conversationId);
    onChange(next);
  };
  const all = (): void =>
    onChange(new Set([...chosen, ...rows.map(({ conversationId }) => conversationId)].slice(0, MOST)));
  return (
    <section aria-label={t('bulk:from')} className="flex min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-3 border-line border-b px-6 py-3">
        <SegmentedControl
          label={t('bulk:from')}
          value={tab}
          onChange={setTab}
          segments={TABS.map((value) => ({ value, label: t(`inbox:tabs.${value}`) }))}
        />
        <Button onClick={all} disabled={rows.length === 0}>
          {t('bulk:all')}
        </Button>
        <Button variant="ghost" onClick={() => onChange(new Set())} disabled={chosen.size === 0}>
          {t('bulk:none')}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-2">
        {inbox.state === 'loading' && <SkeletonRows rows={8} label={t('common:loading')} />}
        {inbox.state === 'error' && (
          <ErrorState
            title={t('bulk:failed')}
            detail={inbox.error.message}
            action={<Button onClick={inbox.retry}>{t('common:retry')}</Button>}
          />
        )}
        {inbox.state === 'ready' && rows.length === 0 && <EmptyState title={t('bulk:empty')} />}
        <ul>
          {rows.map((row) => (
            <li key={row.conversationId}>
              <Checkbox checked={chosen.has(row.conversationId)} onChange={(on) => set(row, on)}>
                <RowWords row={row} />
              </Checkbox>
            </li>
          ))}
        </ul>
        {inbox.state === 'ready' && inbox.data.hasMore && (
          <Button variant="ghost" onClick={inbox.loadMore}>
            {t('bulk:more')}
          </Button>
        )}
      </div>
    </section>
  );
}

function RowWords({ row }: { readonly row: InboxRow }) {
  const { t } = useTranslation();
  return (
    <span className="flex min-w-0 items-center gap-2">
      <ChannelDot sign={row.channel} label={t(`channel.${row.channel}`)} />
      <span className="figures shrink-0 text-ink-3">#{row.number}</span>
      <b className="shrink-0 font-semibold">
        <Words>{row.customerName === '' ? t('words.nameUnknown') : row.customerName}</Words>
      </b>
      <span className="truncate text-ink-2">
        <Words>{row.subject ?? row.preview}</Words>
      </span>
      <span className="shrink-0 text-ink-3">
        <Words>{row.owner.name}</Words>
      </span>
    </span>
  );
}
