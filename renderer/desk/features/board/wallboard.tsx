import { Maximize, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useEscalationList } from '#renderer/data/hooks/use-escalations.ts';
import { formatDuration } from '#renderer/i18n/duration.ts';
import { formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext, useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { flowOf, pastDueAt, type QueueCard, queueCards, staffing } from '#renderer/state/board-figures.ts';
import type { BoardState } from '#renderer/state/board-state.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { BoardAgent } from '#shared/domain/board.ts';
import { Bars } from './bars.tsx';
import { useBoardWords } from './board-words.ts';
import { Ticking, useTicking } from './hub-clock.tsx';
import { usePeople } from './use-people.ts';
import { WallAgents } from './wall-agents.tsx';

type WallboardProps = {
  readonly board: BoardState;
  readonly teamId: string | null;
  readonly onLeave: () => void;
};

/**
 * The floor for a screen on the wall: read from across the room, nothing to press, no customer named. People who do not
 * fit on one screen come by turns. What it covers is out of reach meanwhile; Escape leaves it.
 */
export function Wallboard({ board, teamId, onLeave }: WallboardProps) {
  const { t } = useTranslation(['board', 'common']);
  const { teams, agents } = board;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the board it is these that the cards follow from
  const cards = useMemo(() => queueCards(board, teamId), [teams, agents, teamId]);
  const people = usePeople(board, teamId);
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || (document.fullscreenElement ?? null) !== null) return;
      // A dialog over the wall is closed by it, and no more.
      if (event.target instanceof Element && event.target.closest('[data-shortcut-scope]') !== null) return;
      onLeave();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onLeave]);
  useScreenAwake();
  const here = useRef<HTMLSpanElement>(null);
  const wall = useRef<HTMLElement>(null);
  useEffect(() => {
    const covered = [...document.body.children].find((part) => part.contains(here.current));
    covered?.setAttribute('inert', '');
    wall.current?.focus();
    return () => covered?.removeAttribute('inert');
  }, []);
  // Over the whole window: inside the page it would be as large as the page.
  const shown = createPortal(
    <section
      ref={wall}
      tabIndex={-1}
      aria-label={t('board:wall')}
      className="fixed inset-0 z-40 flex flex-col gap-[1.6vh] overflow-hidden bg-ground p-[1.6vw] outline-none"
    >
      <header className="flex items-center gap-4 text-ink-2">
        <h1 className="min-w-0 flex-1 truncate font-semibold text-2xl text-ink">
          {teamId === null ? t('board:allTeams') : teams.get(teamId)?.name}
        </h1>
        <Line />
        <span className="figures font-semibold text-2xl text-ink">
          <Clock />
        </span>
        <IconButton
          label={t('board:fullScreen')}
          icon={<Maximize aria-hidden="true" size={16} />}
          onClick={() =>
            void document.documentElement
              .requestFullscreen()
              .catch(() => showToast({ title: t('board:fullScreenRefused'), tone: 'bad' }))
          }
        />
        <IconButton label={t('board:wallLeave')} icon={<X aria-hidden="true" size={16} />} onClick={onLeave} />
      </header>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(15vw,1fr))] gap-[1.2vw]">
        {cards.map((card) => (
          <WallCard key={card.channel} card={card} />
        ))}
      </div>
      <Sums board={board} teamId={teamId} people={people} />
      <WallAgents agents={people} />
    </section>,
    document.body,
  );
  return (
    <>
      <span ref={here} hidden />
      {shown}
    </>
  );
}

function WallCard({ card }: { readonly card: QueueCard }) {
  const { t } = useTranslation(['board', 'common']);
  const words = useBoardWords();
  const pastDue = useTicking((now) => pastDueAt(card, now.toISOString()));
  return (
    <section
      aria-label={t(`common:channel.${card.channel}`)}
      className={classNames(
        'min-w-0 rounded-xl border border-line border-t-8 border-t-dye bg-raised px-[1.4vw] py-[1.2vh]',
        dyeClass(card.channel),
      )}
    >
      <p className="flex items-center justify-between gap-2 text-ink-2 text-xl">
        <span className="flex items-center gap-2 truncate">
          <span className="text-dye">
            <ChannelIcon sign={card.channel} size={22} />
          </span>
          {t(`common:channel.${card.channel}`)}
        </span>
        <span className="figures whitespace-nowrap">{t('board:agentsOn', { count: card.agents })}</span>
      </p>
      <p className="flex flex-wrap items-baseline gap-x-[1vw]">
        <b className="figures font-semibold leading-none" style={{ fontSize: 'clamp(48px, 6.5vw, 150px)' }}>
          {card.waiting}
        </b>
        <span className="text-ink-3 text-xl">{t('board:waiting')}</span>
      </p>
      <p className="flex flex-wrap justify-between gap-x-3 text-xl">
        <Ticking of={(now) => words.longest(card, now) || t('board:nobodyWaits')} />
        <span className="figures whitespace-nowrap text-ink-2">{words.kept(card)}</span>
      </p>
      <p className={classNames('figures text-xl', pastDue > 0 ? 'font-semibold text-bad' : 'text-ink-3')}>
        {t('board:pastDue', { count: pastDue })}
      </p>
      <Bars arrived={card.arrived} />
    </section>
  );
}

type SumsProps = Omit<WallboardProps, 'onLeave'> & { readonly people: readonly BoardAgent[] };

/** One line of sums: who is on, what waits for a lead, the last hour's handoffs. */
function Sums({ board, teamId, people }: SumsProps) {
  const { t } = useTranslation('board');
  const locale = useLocale();
  const list = useEscalationList('open', teamId);
  const waiting = (list.state === 'ready' ? list.data.rows : [])
    .map(({ escalation }) => escalation)
    .filter(isUndecided);
  const oldest = waiting.map(({ raisedAt }) => raisedAt).sort()[0];
  const quarter = useTicking((now) => Math.floor(now.getTime() / 15_000) * 15_000);
  const flow = flowOf(board.handoffs, teamId, new Date(quarter));
  const { on, away, room } = staffing(people);
  return (
    <dl className="flex flex-wrap gap-x-[3vw] gap-y-1 text-xl">
      <Sum
        name={t('agents')}
        words={[t('on', { count: on }), t('away', { count: away }), t('room', { count: room })]}
      />
      <Sum
        name={t('escalations')}
        words={[
          t('undecided', { count: list.state === 'ready' ? list.data.counts.undecided : 0 }),
          ...(oldest === undefined
            ? []
            : [t('oldest', { time: formatDuration(quarter - Date.parse(oldest), locale) })]),
        ]}
      />
      <Sum
        name={t('flow')}
        words={[
          t('accepted', { count: flow.accepted }),
          ...(flow.medianMs === null ? [] : [t('median', { time: formatDuration(flow.medianMs, locale) })]),
          t('declined', { count: flow.declined }),
          t('lost', { count: flow.lost }),
        ]}
      />
    </dl>
  );
}

function Sum({ name, words }: { readonly name: string; readonly words: readonly string[] }) {
  return (
    <div className="flex gap-2">
      <dt className="font-semibold">{name}</dt>
      <dd className="figures text-ink-2">{words.join(' · ')}</dd>
    </div>
  );
}

/** A screen that nobody watches closely must say when it stands still. */
function Line() {
  const { t } = useTranslation();
  const { state } = useConnection();
  return (
    <span
      role="status"
      className={classNames('text-xl', state === 'connected' ? 'text-ink-3' : 'font-semibold text-bad')}
    >
      {t(`connection.${state}`)}
    </span>
  );
}

function Clock() {
  const format = useFormatContext();
  return <Ticking of={(now) => formatTime(now, format)} />;
}

/** The screen stays on while it is shown, where the system lets it. */
function useScreenAwake(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null);
    const ask = (): void => {
      // A page that was hidden has lost it for good.
      if (document.visibilityState === 'visible') lock = navigator.wakeLock.request('screen').catch(() => null);
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      document.removeEventListener('visibilitychange', ask);
      void lock.then((held) => held?.release()).catch(() => undefined);
    };
  }, []);
}
