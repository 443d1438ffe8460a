import { memo } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { pastDueAt, type QueueCard } from '#renderer/state/board-figures.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { Bars } from './bars.tsx';
import { useBoardWords } from './board-words.ts';
import { useTicking } from './hub-clock.tsx';
import { useRowKeys } from './use-rows.ts';

type QueueCardsProps = {
  readonly cards: readonly QueueCard[];
  /** Whose conversations stand beside the board now. */
  readonly shown: Channel | null;
  readonly onOpen: (card: QueueCard) => void;
};

/** A card for each channel: who waits and how long, what is past due, how the target was kept, who is on it. */
export function QueueCards({ cards, shown, onOpen }: QueueCardsProps) {
  const { t } = useTranslation('board');
  const { stopAt, onKeyDown } = useRowKeys(cards.map(({ channel }) => channel));
  return (
    <section
      aria-label={t('queues')}
      onKeyDown={onKeyDown}
      className="flex flex-wrap items-stretch gap-3 px-5 pt-2 pb-1.5"
    >
      {cards.map((card) => (
        <Card
          key={card.channel}
          card={card}
          isStop={card.channel === stopAt}
          isShown={card.channel === shown}
          onOpen={onOpen}
        />
      ))}
    </section>
  );
}

type CardProps = {
  readonly card: QueueCard;
  readonly isStop: boolean;
  readonly isShown: boolean;
  readonly onOpen: (card: QueueCard) => void;
};

const Card = memo(function Card({ card, isStop, isShown, onOpen }: CardProps) {
  const { t } = useTranslation(['board', 'common']);
  const words = useBoardWords();
  const channel = t(`common:channel.${card.channel}`);
  return (
    <button
      type="button"
      data-row={card.channel}
      data-testid={`queue-${card.channel}`}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isShown}
      onClick={() => onOpen(card)}
      className={classNames(
        'flex min-w-0 max-w-80 flex-1 basis-[150px] flex-col items-stretch justify-start rounded-r border border-line border-t-3 border-t-dye bg-raised px-3.5 py-2.5 text-left hover:border-line-strong hover:border-t-dye',
        isShown && 'shadow-raised outline outline-2 outline-accent',
        dyeClass(card.channel),
      )}
    >
      <span className="flex items-baseline justify-between gap-2 text-ink-2">
        <span className="flex min-w-0 items-center gap-1.5 truncate">
          <span className="text-dye">
            <ChannelIcon sign={card.channel} />
          </span>
          {channel}
        </span>
        <span className="figures whitespace-nowrap">{t('board:agentsOn', { count: card.agents })}</span>
      </span>
      <span className="flex items-baseline gap-2">
        <b className="figures font-semibold text-2xl">{card.waiting}</b>
        <span className="text-ink-3">{t('board:waiting')}</span>
      </span>
      <span className="flex flex-wrap justify-between gap-x-2 text-ink-3">
        <Waiting card={card} />
        <span className="figures whitespace-nowrap">{words.kept(card)}</span>
      </span>
      <Bars arrived={card.arrived} />
    </button>
  );
});

/** What is past due is said in place of how long one waits: the second is bad only by the first. */
function Waiting({ card }: { readonly card: QueueCard }) {
  const { t } = useTranslation('board');
  const words = useBoardWords();
  const pastDue = useTicking((now) => pastDueAt(card, now.toISOString()));
  const longest = useTicking((now) => words.longest(card, now));
  return (
    <span title={longest} className={classNames('figures whitespace-nowrap', pastDue > 0 && 'font-semibold text-bad')}>
      {pastDue > 0 ? t('pastDue', { count: pastDue }) : longest || t('nobodyWaits')}
    </span>
  );
}
