import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { APPROVALS_PAGE, type ThreadSlot } from './approvals-place.ts';
import { HeldDetail } from './held-detail.tsx';
import { WaitingList, type WaitingRow } from './waiting-list.tsx';

/** What a cut connection made miss is caught by asking again this often; all else is pushed. */
const SAFETY_MS = 60_000;

const goToHeld = (id: string): void => goToPage(APPROVALS_PAGE, id, { replace: true });

/**
 * The answers that wait, who waits longest first, and the chosen one beside its thread. One that leaves the list while it is
 * read stays until its reader goes on: no other takes its place under their fingers.
 */
export function Waiting({ id, thread }: { readonly id: string | null; readonly thread: ThreadSlot }) {
  const { t } = useTranslation(['approvals', 'common']);
  const list = useHubQuery('approval.list', {}, { everyMs: SAFETY_MS });
  const listRef = useRef<HTMLDivElement>(null);
  const rows = list.state === 'ready' ? list.data.rows : [];
  const listed = rows.find(({ held }) => held.id === id);
  const [last, setLast] = useState<WaitingRow | null>(null);
  // Whom its reader is done with: they decided it, or left it when somebody else had.
  const [doneId, setDoneId] = useState<string | null>(null);
  if (listed !== undefined && listed !== last) setLast(listed);
  const chosen = listed ?? (last !== null && last.held.id === id && id !== doneId ? last : undefined);
  const firstId = rows[0]?.held.id;
  const isKnown = list.state === 'ready';
  useEffect(() => {
    if (isKnown && chosen === undefined && firstId !== undefined) goToHeld(firstId);
  }, [isKnown, chosen, firstId]);
  if (list.state === 'loading') return <SkeletonRows rows={6} label={t('common:loading')} />;
  if (list.state === 'error')
    return (
      <ErrorState
        title={t('approvals:failed')}
        detail={list.error.message}
        action={<Button onClick={list.retry}>{t('common:retry')}</Button>}
      />
    );
  if (rows.length === 0 && chosen === undefined)
    return (
      <EmptyState
        icon={<CircleCheck size={22} />}
        title={t('approvals:empty')}
        detail={t('approvals:emptyDetail')}
        action={<Button onClick={() => goToPage(APPROVALS_PAGE, 'rules')}>{t('approvals:show.rules')}</Button>}
      />
    );
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[clamp(220px,22vw,320px)_minmax(0,1fr)_clamp(340px,32vw,460px)]">
      <WaitingList
        listRef={listRef}
        rows={rows}
        chosen={id}
        onChoose={(next) => {
          setDoneId(null);
          goToHeld(next);
        }}
      />
      <div className="min-h-0 border-line border-x">
        {chosen !== undefined &&
          thread({ customerId: chosen.held.customerId, conversationId: chosen.held.conversationId })}
      </div>
      <aside className="min-h-0 bg-panel">
        {chosen !== undefined && (
          <HeldDetail
            key={chosen.held.id}
            row={chosen}
            isGone={listed === undefined}
            isDone={chosen.held.id === doneId}
            isNext={doneId !== null}
            onDone={() => {
              setDoneId(chosen.held.id);
              listRef.current?.focus();
            }}
          />
        )}
      </aside>
    </div>
  );
}
