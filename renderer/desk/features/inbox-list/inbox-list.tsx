import { type UIEvent, useMemo, useRef, useState } from 'react';
import { useMe, useSession } from '#renderer/data/hooks/use-session.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { InboxRow, InboxTab } from '#shared/domain/conversation.ts';
import { dueWords } from './due-words.ts';
import { InboxRowItem } from './inbox-row.tsx';
import { AllEntries, type Entry, entriesOf, SeenEntries } from './list-entries.tsx';
import { rowWords } from './row-words.ts';
import { useClaim } from './use-claim.ts';
import { type ShownSection, useHeldRows } from './use-held-rows.ts';

/** More lines than this are not all put into the page. */
const MOST_LINES = 60;
/** The next page is asked for when so little is left to scroll. */
const NEAR_END_PX = 400;

type InboxListProps = {
  readonly tab: InboxTab;
  readonly rows: readonly InboxRow[];
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly conversationId: string | null;
};

/** The rows of a tab under their sections. Nothing moves while the pointer is among them. */
export function InboxList({ tab, rows, hasMore, onMore, conversationId }: InboxListProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const { sections, newCount, release, pointerProps } = useHeldRows(rows);
  // As state: the lines are measured against it, and it comes into the page after them.
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const entries = useMemo(() => entriesOf(sections), [sections]);
  const renderEntry = useEntry(tab, conversationId);
  useNextAndPrevious(tab, sections, conversationId);
  const askedAt = useRef(0);
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent): void => {
    if (!hasMore || askedAt.current === rows.length) return;
    if (scrollHeight - scrollTop - clientHeight > NEAR_END_PX) return;
    // Once for each page; one that failed has the button.
    askedAt.current = rows.length;
    onMore();
  };
  const Entries = entries.length > MOST_LINES ? SeenEntries : AllEntries;
  return (
    <div className="relative min-h-0 flex-1" {...pointerProps}>
      <div ref={setScroller} onScroll={onScroll} className="h-full overflow-y-auto pb-4">
        <Entries entries={entries} selectedId={conversationId} scroller={scroller} label={t(`inbox:tabs.${tab}`)}>
          {renderEntry}
        </Entries>
        {hasMore && (
          <div className="p-2 text-center">
            <Button variant="ghost" onClick={onMore}>
              {t('common:more')}
            </Button>
          </div>
        )}
      </div>
      <div role="status" className="pointer-events-none absolute inset-x-0 top-1.5 text-center">
        {newCount > 0 && (
          <Button onClick={release} className="pointer-events-auto rounded-full shadow-float">
            {t('inbox:newRows', { count: newCount })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** How a line looks. */
function useEntry(tab: InboxTab, conversationId: string | null) {
  const { t } = useTranslation(['common', 'inbox']);
  const format = useFormatContext();
  const { agent } = useSession();
  const me = useMe();
  const { claim, busyId } = useClaim(tab);
  const categories = me.state === 'ready' ? me.data.categories : [];
  return (entry: Entry) => {
    if ('heading' in entry) return <SectionHeading title={t(`section.${entry.heading}`)} count={entry.count} />;
    const { row } = entry.shown;
    return (
      <InboxRowItem
        shown={entry.shown}
        due={dueWords(row, tab, format)}
        words={rowWords(row, {
          tab,
          categories,
          locale: format.locale,
          ownId: agent?.id,
          former: (name) => t('inbox:row.former', { name }),
        })}
        isSelected={row.conversationId === conversationId}
        onOpen={() => goTo({ tab, conversationId: row.conversationId })}
        onClaim={tab === 'team' ? () => void claim(row) : undefined}
        isClaiming={busyId === row.conversationId}
      />
    );
  };
}

function SectionHeading({ title, count }: { readonly title: string; readonly count: number }) {
  return (
    <h3 className="flex justify-between px-(--pad-x) pt-3 pb-1 font-semibold text-ink-3">
      {title} <span className="figures">{count}</span>
    </h3>
  );
}

/** The chords that open the row below and above, wherever the focus is; it stays there. */
function useNextAndPrevious(tab: InboxTab, sections: readonly ShownSection[], conversationId: string | null): void {
  const ids = sections.flatMap(({ rows }) => rows.map(({ row }) => row.conversationId));
  const at = conversationId === null ? -1 : ids.indexOf(conversationId);
  const open = (id: string | undefined): void => {
    if (id !== undefined) goTo({ tab, conversationId: id });
  };
  useShortcut('next-conversation', () => open(ids[at + 1]));
  useShortcut('previous-conversation', () => open(at < 0 ? ids.at(-1) : ids[at - 1]));
}
