import { MessageCircleQuestion } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useEscalationList } from '#renderer/data/hooks/use-escalations.ts';
import { useIsShown } from '#renderer/desk/app/use-is-shown.ts';
import { goTo, goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordParts } from '#renderer/ui/chord.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { ShownThread } from './look-at.ts';
import { ReviewDetail } from './review-detail.tsx';
import { ReviewList } from './review-list.tsx';
import { type LiveSlot, REVIEW_PAGE, type ThreadSlot } from './review-place.ts';
import { ReviewThread } from './review-thread.tsx';

type Props = {
  readonly show: 'open' | 'over';
  /** The one that is open, by the address. */
  readonly id: string | null;
  readonly isLead: boolean;
  readonly thread: ThreadSlot;
  readonly live?: LiveSlot | undefined;
};

const pathOf = (show: Props['show'], id: string): string => (show === 'over' ? `over/${id}` : id);

/** The list on the left, or in its place the thread; what is chosen on the right. */
export function Escalations({ show, id, isLead, thread, live }: Props) {
  const { t } = useTranslation(['escalations', 'common']);
  const list = useEscalationList(show);
  const listRef = useRef<HTMLDivElement>(null);
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const [shown, setShown] = useState<ShownThread | null>(null);
  const choose = (next: string): void => {
    setShown(null);
    goToPage(REVIEW_PAGE, pathOf(show, next), { replace: true });
  };
  const rows = list.state === 'ready' ? list.data.rows : [];
  const firstId = rows[0]?.escalation.id;
  // The one shown first stays, whatever is due before it a minute later: nothing changes under the hand.
  useEffect(() => {
    if (id === null && firstId !== undefined) goToPage(REVIEW_PAGE, pathOf(show, firstId), { replace: true });
  }, [id, firstId, show]);
  const hasRows = rows.length > 0;
  useEffect(() => {
    if (hasRows && (document.activeElement === null || document.activeElement === document.body))
      listRef.current?.focus();
  }, [hasRows]);

  const isShown = useIsShown();
  const now = useRef({ id, rows });
  useEffect(() => {
    now.current = { id, rows };
  });

  /**
   * A decision leads to the next one that waits, and who takes over goes on with the customer; but only from the one that
   * was decided: whoever has gone on to another meanwhile stays there.
   */
  const onDecided = ({ id: decidedId, conversationId }: Escalation, isTakenOver: boolean): void => {
    if (!isShown.current || now.current.id !== decidedId) return;
    if (isTakenOver) {
      goTo({ tab: 'mine', conversationId });
      return;
    }
    const { rows } = now.current;
    const at = rows.findIndex(({ escalation }) => escalation.id === decidedId);
    const waits = ({ escalation }: (typeof rows)[number]): boolean =>
      escalation.id !== decidedId && isUndecided(escalation);
    const next = rows.slice(at + 1).find(waits) ?? rows.find(waits);
    if (next !== undefined) choose(next.escalation.id);
    else setShown(null);
    requestAnimationFrame(() => listRef.current?.focus());
  };

  if (list.state === 'loading' && id === null) return <SkeletonRows rows={6} label={t('common:loading')} />;
  if (list.state === 'error')
    return (
      <ErrorState
        title={t('escalations:failed')}
        detail={list.error.message}
        action={<Button onClick={list.retry}>{t('common:retry')}</Button>}
      />
    );
  if (list.state === 'ready' && rows.length === 0 && id === null)
    return (
      <EmptyState
        icon={<MessageCircleQuestion size={22} />}
        title={t(emptyKey(show, isLead))}
        detail={
          show === 'over'
            ? undefined
            : t(isLead ? 'escalations:empty.openDetail' : 'escalations:empty.mineDetail', {
                chord: chordParts(chordOf('ask-lead')).join(' '),
              })
        }
      />
    );
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_clamp(360px,31vw,440px)]">
      {shown === null ? (
        <div className="min-h-0 overflow-y-auto">
          {list.state === 'loading' ? (
            <SkeletonRows rows={6} label={t('common:loading')} />
          ) : (
            <>
              <ReviewList
                listRef={listRef}
                rows={rows}
                chosen={id}
                isOver={show === 'over'}
                onChoose={choose}
                onOpen={() => noteRef.current?.focus()}
              />
              {list.more !== null && (
                <div className="p-4">
                  <Button onClick={list.more}>{t('common:more')}</Button>
                </div>
              )}
            </>
          )}
        </div>
      ) : (
        <ReviewThread shown={shown} onClose={() => setShown(null)} thread={thread} />
      )}
      <aside className="min-h-0 border-line border-l bg-panel">
        {id !== null && (
          <ReviewDetail
            key={id}
            escalationId={id}
            isLead={isLead}
            noteRef={noteRef}
            onThread={setShown}
            live={live}
            onDecided={onDecided}
          />
        )}
      </aside>
    </div>
  );
}

function emptyKey(show: Props['show'], isLead: boolean) {
  if (show === 'over') return 'escalations:empty.over' as const;
  return isLead ? ('escalations:empty.open' as const) : ('escalations:empty.mine' as const);
}
