import { useMemo } from 'react';
import type { Channel } from '#shared/domain/channels.ts';
import { dyeVar } from './channel-icon.tsx';
import { classNames } from './class-names.ts';
import { type FlowBand, flowShape } from './flow-shape.ts';

const WIDTH = 680;
const MIDDLE = WIDTH / 2;
/** Room above and below for the first and the last name. */
const EDGE = 8;
const NAME = 'figures -translate-y-1/2 absolute w-[168px] truncate leading-snug';

type FlowBandsProps = {
  readonly bands: readonly FlowBand[];
  /** How high it is at most, px; names that do not fit make it higher. */
  readonly height: number;
  /** Everything that the picture says, in words. */
  readonly label: string;
  readonly nameOf: (channel: Channel) => string;
  readonly numberOf?: (count: number) => string;
  readonly className?: string;
};

/**
 * Bands from channel to channel in the dye they come from, as thick as they are many, with names and figures at both ends. A picture:
 * what leads on from it stands beside it.
 */
export function FlowBands({ bands, height, label, nameOf, numberOf = String, className }: FlowBandsProps) {
  const shape = useMemo(() => flowShape(bands, height), [bands, height]);
  const high = Math.max(24, shape.height) + 2 * EDGE;
  return (
    <div role="img" aria-label={label} className={classNames('relative', className)} style={{ height: high }}>
      <svg
        aria-hidden="true"
        viewBox={`0 ${-EDGE} ${WIDTH} ${high}`}
        preserveAspectRatio="none"
        fill="none"
        strokeOpacity=".4"
        className="absolute inset-y-0 left-[180px] h-full w-[calc(100%-360px)]"
      >
        {shape.bands.map((band) => (
          <path
            key={`${band.from}-${band.to}`}
            d={`M0 ${band.fromY}C${MIDDLE} ${band.fromY} ${MIDDLE} ${band.toY} ${WIDTH} ${band.toY}`}
            stroke={dyeVar(band.from)}
            strokeWidth={band.width}
          />
        ))}
      </svg>
      {/* Beside the bands, which are as wide as there is room: words are never scaled. */}
      {shape.left.map(({ channel, count, y }) => (
        <span key={channel} className={classNames(NAME, 'left-0 text-right')} style={{ top: y + EDGE }}>
          {nameOf(channel)} {numberOf(count)}
        </span>
      ))}
      {shape.right.map(({ channel, count, y }) => (
        <span key={channel} className={classNames(NAME, 'right-0')} style={{ top: y + EDGE }}>
          {nameOf(channel)} {numberOf(count)}
        </span>
      ))}
    </div>
  );
}
