import { LayoutGrid, MonitorUp } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useBoard } from '#renderer/data/hooks/use-board.ts';
import { goToPage } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { type FlowBand, type QueueCard, queueCards } from '#renderer/state/board-figures.ts';
import type { BoardState } from '#renderer/state/board-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import type { BoardAgent } from '#shared/domain/board.ts';
import { AgentTable } from './agent-table.tsx';
import type { Behind } from './behind.ts';
import { BehindPanel } from './behind-panel.tsx';
import { EscalationTable } from './escalation-table.tsx';
import { FlowChart } from './flow-chart.tsx';
import { HubClock } from './hub-clock.tsx';
import { QueueCards } from './queue-cards.tsx';
import { usePeople } from './use-people.ts';
import { Wallboard } from './wallboard.tsx';

/** In the address after the page's name: a screen on the wall. */
const WALL = 'wall';
const ALL = 'all';
/** Where escalations are reviewed. */
const REVIEW_PAGE = 'review';

/** The floor, live: queues, escalations, agents, handoffs. `rest` is `wall`, or a team's id to show it alone. */
export function BoardPage({ rest }: { readonly rest: string }) {
  const { t } = useTranslation(['board', 'common']);
  const board = useBoard();
  if (board.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (board.state === 'error')
    return <ErrorState title={t('board:failed')} detail={board.error.message} code={board.error.code} />;
  const [first = '', second = ''] = rest.split('/');
  const wanted = first === WALL ? second : first;
  const teamId = board.data.teams.has(wanted) ? wanted : null;
  return (
    <HubClock value={board.data.aheadMs}>
      {first === WALL ? (
        <Wallboard board={board.data} teamId={teamId} onLeave={() => goToPage('board', teamId ?? '')} />
      ) : (
        <Floor board={board.data} teamId={teamId} />
      )}
    </HubClock>
  );
}

type FloorProps = { readonly board: BoardState; readonly teamId: string | null };

function Floor({ board, teamId }: FloorProps) {
  const { t } = useTranslation(['board', 'common']);
  const [behind, setBehind] = useState<Behind | null>(null);
  const opener = useRef<Element | null>(null);
  const { teams, agents } = board;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the board it is these that the cards follow from
  const cards = useMemo(() => queueCards(board, teamId), [teams, agents, teamId]);
  const people = usePeople(board, teamId);
  const open = useCallback((next: Behind): void => {
    opener.current = document.activeElement;
    setBehind(next);
  }, []);
  const close = (): void => {
    setBehind(null);
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const openQueue = useCallback(({ channel }: QueueCard) => open({ of: 'queue', channel }), [open]);
  const openAgent = useCallback(({ id, name }: BoardAgent) => open({ of: 'agent', agentId: id, name }), [open]);
  const openFlow = useCallback(
    (band: FlowBand | null) => open({ of: 'flow', from: band?.from ?? null, to: band?.to ?? null }),
    [open],
  );
  const openReview = useCallback((id: string) => goToPage(REVIEW_PAGE, id), []);
  useEffect(() => {
    // A team that is shown alone has figures of its own.
    if (teamId !== undefined) setBehind(null);
  }, [teamId]);
  return (
    <section aria-label={t('board:title')} className="relative flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex items-center gap-3 px-5 pt-3 pb-1">
          <h1 className="flex-1 font-semibold text-xl">{t('board:title')}</h1>
          <Select
            label={t('common:words.team')}
            value={teamId ?? ALL}
            onChange={(next) => goToPage('board', next === ALL ? '' : next)}
            options={[
              { value: ALL, label: t('board:allTeams') },
              ...[...teams.values()].map(({ id, name }) => ({ value: id, label: name })),
            ]}
            className="max-w-56"
          />
          <Button
            icon={<MonitorUp aria-hidden="true" size={14} />}
            onClick={() => goToPage('board', teamId === null ? WALL : `${WALL}/${teamId}`)}
          >
            {t('board:wall')}
          </Button>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto pb-6">
          {cards.length === 0 ? (
            <div className="h-40">
              <EmptyState
                icon={<LayoutGrid aria-hidden="true" size={22} />}
                title={t('board:quiet')}
                detail={t('board:quietDetail')}
              />
            </div>
          ) : (
            <QueueCards cards={cards} shown={behind?.of === 'queue' ? behind.channel : null} onOpen={openQueue} />
          )}
          <EscalationTable teamId={teamId} onOpen={openReview} />
          <AgentTable agents={people} shown={behind?.of === 'agent' ? behind.agentId : null} onOpen={openAgent} />
          <FlowChart handoffs={board.handoffs} teamId={teamId} onOpen={openFlow} />
        </div>
      </div>
      {behind !== null && <BehindPanel behind={behind} board={board} teamId={teamId} onClose={close} />}
    </section>
  );
}
