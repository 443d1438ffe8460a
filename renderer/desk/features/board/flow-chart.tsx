import { memo, useMemo } from 'react';
import { formatDuration } from '#renderer/i18n/duration.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { type FlowBand, flowOf } from '#renderer/state/board-figures.ts';
import type { BoardState } from '#renderer/state/board-state.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { FlowBands } from '#renderer/ui/flow-bands.tsx';
import { useTicking } from './hub-clock.tsx';
import { Heading } from './table-parts.tsx';
import { useRowKeys } from './use-rows.ts';

const HEIGHT = 150;

type FlowChartProps = {
  readonly handoffs: BoardState['handoffs'];
  readonly teamId: string | null;
  readonly onOpen: (band: FlowBand | null) => void;
};

/** A minute's handoffs leave the hour together: looked at so often. */
const minuteOf = (now: Date): number => Math.floor(now.getTime() / 15_000) * 15_000;

/**
 * The handoffs of the last hour: bands from channel to channel in the dye they come from, as thick as they are many, with
 * names and figures at both ends; the same as buttons below, which lead to the handoffs themselves.
 */
export const FlowChart = memo(function FlowChart({ handoffs, teamId, onOpen }: FlowChartProps) {
  const { t } = useTranslation(['board', 'common']);
  const locale = useLocale();
  const now = useTicking(minuteOf);
  const flow = useMemo(() => flowOf(handoffs, teamId, new Date(now)), [handoffs, teamId, now]);
  const keyOf = ({ from, to }: FlowBand): string => `${from}-${to}`;
  const { stopAt, onKeyDown } = useRowKeys(flow.bands.map(keyOf));
  const name = (channel: FlowBand['from']): string => t(`common:channel.${channel}`);
  const words = flow.bands.map((band) =>
    t('board:band', { from: name(band.from), to: name(band.to), count: band.count }),
  );
  return (
    <section aria-label={t('board:flow')}>
      <Heading
        title={t('board:flow')}
        detail={[
          t('board:accepted', { count: flow.accepted }),
          ...(flow.medianMs === null ? [] : [t('board:median', { time: formatDuration(flow.medianMs, locale) })]),
          t('board:declined', { count: flow.declined }),
          t('board:lost', { count: flow.lost }),
        ]}
      />
      {flow.bands.length === 0 ? (
        <p className="px-5 pb-4 text-ink-3">{t('board:noFlow')}</p>
      ) : (
        <FlowBands
          bands={flow.bands}
          height={HEIGHT}
          label={words.join(', ')}
          nameOf={name}
          className="mx-5 max-w-[1100px]"
        />
      )}
      {flow.rows.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows go among the buttons in it
        <div onKeyDown={onKeyDown} className="flex flex-wrap gap-1.5 px-5 pt-1 pb-4">
          {flow.bands.map((band) => (
            <button
              key={keyOf(band)}
              type="button"
              data-row={keyOf(band)}
              tabIndex={keyOf(band) === stopAt ? 0 : -1}
              onClick={() => onOpen(band)}
              className={classNames(CHIP, dyeClass(band.from))}
            >
              <span className="text-dye">
                <ChannelIcon sign={band.from} size={13} />
              </span>
              <span className="figures">
                {t('board:band', { from: name(band.from), to: name(band.to), count: band.count })}
              </span>
            </button>
          ))}
          <button type="button" onClick={() => onOpen(null)} className={CHIP}>
            {t('board:allHandoffs', { count: flow.rows.length })}
          </button>
        </div>
      )}
    </section>
  );
});

const CHIP =
  'inline-flex min-h-7 items-center gap-1.5 rounded-full border border-line bg-raised px-2.5 text-ink-2 hover:border-line-strong hover:text-ink';
