import { memo } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { barsUntil } from '#renderer/state/board-state.ts';
import { BARS, barOf } from '#shared/domain/board.ts';
import { useTicking } from './hub-clock.tsx';

type BarsProps = { readonly arrived: readonly (readonly [number, number])[] };

const WIDTH = 5;
const HEIGHT = 26;

const same = (a: BarsProps, b: BarsProps): boolean =>
  a.arrived.length === b.arrived.length &&
  a.arrived.every(([bar, count], place) => b.arrived[place]?.[0] === bar && b.arrived[place]?.[1] === count);

/** What came in, by half-hours of the last twelve hours; the present one in full colour. Its sums are its name. */
export const Bars = memo(function Bars({ arrived }: BarsProps) {
  const { t } = useTranslation('board');
  const last = useTicking(barOf);
  const bars = barsUntil(arrived, last);
  const most = Math.max(1, ...bars);
  const total = bars.reduce((sum, one) => sum + one, 0);
  return (
    <svg
      role="img"
      aria-label={t('bars', { total, now: bars.at(-1) ?? 0 })}
      viewBox={`0 0 ${BARS * (WIDTH + 2) - 2} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="mt-1.5 block h-[26px] w-full shrink-0"
    >
      {bars.map((count, place) => {
        const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={place}
            x={place * (WIDTH + 2)}
            y={HEIGHT - height}
            width={WIDTH}
            height={height}
            className={place === BARS - 1 ? 'fill-dye' : 'fill-dye opacity-40'}
          />
        );
      })}
    </svg>
  );
}, same);
