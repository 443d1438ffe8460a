import { CHANNELS, type Channel } from '#shared/domain/channels.ts';

/** So many go from one channel to another. */
export type FlowBand = { readonly from: Channel; readonly to: Channel; readonly count: number };
type Side = { readonly channel: Channel; readonly count: number; readonly y: number };
type Band = FlowBand & { readonly fromY: number; readonly toY: number; readonly width: number };
type FlowShape = {
  /** How high it is in fact. */
  readonly height: number;
  readonly left: readonly Side[];
  readonly right: readonly Side[];
  readonly bands: readonly Band[];
};

/** So that the names of two thin ones do not touch. */
const GAP = 18;
/** A band is never thinner than this, so that one handoff is seen. */
const LEAST = 2;
/** Nor is one handoff thicker than this, so that few look like few. */
const MOST_EACH = 14;

/**
 * Where the bands of a flow lie, about `height` high at most: on each side the channels one under the other, as thick as what leads from
 * or to them, the bands in the order of the other side so that few cross. All of it in the same measure on both sides.
 */
export function flowShape(bands: readonly FlowBand[], height: number): FlowShape {
  const total = bands.reduce((sum, { count }) => sum + count, 0);
  const channelsOf = (side: 'from' | 'to'): Channel[] =>
    CHANNELS.filter((channel) => bands.some((band) => band[side] === channel));
  const rows = Math.max(channelsOf('from').length, channelsOf('to').length);
  const unit = total === 0 ? 0 : Math.min(MOST_EACH, Math.max(0, height - GAP * Math.max(0, rows - 1)) / total);
  const widthOf = (count: number): number => Math.max(LEAST, count * unit);
  let bottom = 0;
  const starts = { from: new Map<FlowBand, number>(), to: new Map<FlowBand, number>() };
  const lay = (side: 'from' | 'to'): Side[] => {
    const other = side === 'from' ? 'to' : 'from';
    let y = 0;
    return channelsOf(side).map((channel) => {
      const own = bands
        .filter((band) => band[side] === channel)
        .sort((a, b) => CHANNELS.indexOf(a[other]) - CHANNELS.indexOf(b[other]));
      const top = y;
      for (const band of own) {
        starts[side].set(band, y + widthOf(band.count) / 2);
        y += widthOf(band.count);
      }
      const middle = (top + y) / 2;
      bottom = Math.max(bottom, y);
      y += GAP;
      return { channel, count: own.reduce((sum, { count }) => sum + count, 0), y: middle };
    });
  };
  const left = lay('from');
  const right = lay('to');
  return {
    height: bottom,
    left,
    right,
    bands: bands.map((band) => ({
      ...band,
      fromY: starts.from.get(band) ?? 0,
      toY: starts.to.get(band) ?? 0,
      width: widthOf(band.count),
    })),
  };
}
