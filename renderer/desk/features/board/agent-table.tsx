import { memo } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { doingOf, loadByKind, staffing } from '#renderer/state/board-figures.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { BoardAgent } from '#shared/domain/board.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { useBoardWords } from './board-words.ts';
import { useTicking } from './hub-clock.tsx';
import { LoadDashes } from './load-dashes.tsx';
import { BoardTable, CELL, Heading, ROW } from './table-parts.tsx';
import { useHeldOrder, useRowKeys } from './use-rows.ts';

type AgentTableProps = {
  readonly agents: readonly BoardAgent[];
  readonly shown: string | null;
  readonly onOpen: (agent: BoardAgent) => void;
};

const WIDTHS = 'grid-cols-[minmax(0,2fr)_minmax(0,1.3fr)_110px_minmax(0,2.6fr)_110px]';
/** Longer on one call than this is marked. */
const LONG_CALL_MS = 20 * 60_000;

/** Who is here: what they do and since when, how full their hands are, what they got done today. */
export const AgentTable = memo(function AgentTable({ agents, shown, onOpen }: AgentTableProps) {
  const { t } = useTranslation('board');
  const { rows, hold } = useHeldOrder(agents);
  const { stopAt, onKeyDown } = useRowKeys(rows.map(({ id }) => id));
  const { on, away, room } = staffing(agents);
  return (
    <section aria-label={t('agents')} {...hold}>
      <Heading
        title={t('agents')}
        detail={[t('on', { count: on }), t('away', { count: away }), t('room', { count: room })]}
      />
      <BoardTable
        label={t('agents')}
        columns={[t('column.agent'), t('column.state'), t('column.for'), t('column.load'), t('column.today')]}
        widths={WIDTHS}
        onKeyDown={onKeyDown}
        empty={rows.length === 0 ? t('noAgents') : null}
      >
        {rows.map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            isStop={agent.id === stopAt}
            isShown={agent.id === shown}
            onOpen={onOpen}
          />
        ))}
      </BoardTable>
    </section>
  );
});

type AgentRowProps = {
  readonly agent: BoardAgent;
  readonly isStop: boolean;
  readonly isShown: boolean;
  readonly onOpen: (agent: BoardAgent) => void;
};

const AgentRow = memo(function AgentRow({ agent, isStop, isShown, onOpen }: AgentRowProps) {
  const { t } = useTranslation('board');
  const words = useBoardWords();
  const doing = doingOf(agent);
  return (
    <tr
      data-testid={`agent-${agent.id}`}
      onClick={() => onOpen(agent)}
      className={classNames(ROW, WIDTHS, 'cursor-default', isShown ? 'tint-accent' : 'hover:bg-panel')}
    >
      <td className={CELL}>
        <button
          type="button"
          data-row={agent.id}
          tabIndex={isStop ? 0 : -1}
          className="max-w-full truncate text-left font-semibold"
        >
          <Words>{agent.name}</Words>
        </button>
      </td>
      <td className={CELL}>{words.doing(doing, agent)}</td>
      <td className={CELL}>
        <Since agent={agent} />
      </td>
      <td className={CELL}>
        <LoadDashes kinds={loadByKind(agent, CALL_CHANNEL)} />
      </td>
      <td className={classNames(CELL, 'figures text-ink-3')}>{t('done', { count: agent.done })}</td>
    </tr>
  );
});

function Since({ agent }: { readonly agent: BoardAgent }) {
  const words = useBoardWords();
  const text = useTicking((now) => words.lasting(agent.since, now));
  const isLong = useTicking(
    (now) => agent.onCall && now.getTime() - new Date(agent.since ?? now).getTime() > LONG_CALL_MS,
  );
  return <span className={classNames('figures whitespace-nowrap', isLong && 'font-semibold text-bad')}>{text}</span>;
}
