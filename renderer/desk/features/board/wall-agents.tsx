import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { doingOf, isAtWork, loadByKind } from '#renderer/state/board-figures.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { BoardAgent } from '#shared/domain/board.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { useBoardWords } from './board-words.ts';
import { Ticking, useTicking } from './hub-clock.tsx';
import { LoadDashes } from './load-dashes.tsx';

/** How long one screenful of people is shown. */
const TURN_MS = 12_000;
const TILE = { width: 270, height: 92, gap: 10 } as const;

/** People as tiles, as many as fit; the others by turns. */
export function WallAgents({ agents }: { readonly agents: readonly BoardAgent[] }) {
  const { t } = useTranslation('board');
  const room = useRef<HTMLDivElement>(null);
  const [fits, setFits] = useState(40);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const measure = (): void => {
      const columns = Math.max(1, Math.floor((element.clientWidth + TILE.gap) / (TILE.width + TILE.gap)));
      const rows = Math.max(1, Math.floor((element.clientHeight + TILE.gap) / (TILE.height + TILE.gap)));
      setFits(columns * rows);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const turns = Math.max(1, Math.ceil(agents.length / fits));
  const turn = useTicking((now) => Math.floor(now.getTime() / TURN_MS) % turns);
  return (
    <section aria-label={t('agents')} className="flex min-h-0 flex-1 flex-col">
      <div ref={room} className="min-h-0 flex-1 overflow-hidden">
        <ul
          className="grid"
          style={{ gap: TILE.gap, gridTemplateColumns: `repeat(auto-fill, minmax(${TILE.width}px, 1fr))` }}
        >
          {agents.slice(turn * fits, (turn + 1) * fits).map((agent) => (
            <Tile key={agent.id} agent={agent} />
          ))}
        </ul>
      </div>
      {turns > 1 && <p className="figures pt-1 text-ink-3">{t('turn', { at: turn + 1, of: turns })}</p>}
    </section>
  );
}

function Tile({ agent }: { readonly agent: BoardAgent }) {
  const words = useBoardWords();
  return (
    <li
      className={classNames(
        'grid content-center gap-0.5 overflow-hidden rounded-r border border-line px-3 py-1.5',
        isAtWork(agent) ? 'bg-raised' : 'bg-panel text-ink-3',
      )}
      style={{ height: TILE.height }}
    >
      <b className="truncate font-semibold text-lg">
        <Words>{agent.name}</Words>
      </b>
      <span className="flex justify-between gap-2 text-ink-2">
        <span className="truncate">{words.doing(doingOf(agent), agent)}</span>
        <Ticking of={(now) => words.lasting(agent.since, now)} />
      </span>
      <LoadDashes kinds={loadByKind(agent, CALL_CHANNEL)} />
    </li>
  );
}
