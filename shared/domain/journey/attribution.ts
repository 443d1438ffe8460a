import type { Channel } from '../channels.ts';
import type { Stop } from './stops.ts';
import type { Touch } from './touch.ts';

/** How an order is put down to what was before it. */
export const MODELS = ['first', 'last', 'linear', 'position'] as const;
export type AttributionModel = (typeof MODELS)[number];

/** What each channel is given of one order; the shares of a model are 1 together. Null: there was nothing before it. */
export type Credit = { readonly channel: Channel | null } & Readonly<Record<AttributionModel, number>>;

const DAY_MS = 86_400_000;
/** The first and the last have so much; what is between them shares the rest. */
const ENDS = 0.4;

/**
 * The shares of each stop before an order, in their order, by a model. One stop has all of it; of two, position gives each
 * half, for there is nothing between them.
 */
export function sharesOf(model: AttributionModel, count: number): number[] {
  const each = (share: (n: number) => number): number[] => Array.from({ length: count }, (_, n) => share(n));
  switch (model) {
    case 'first':
      return each((n) => (n === 0 ? 1 : 0));
    case 'last':
      return each((n) => (n === count - 1 ? 1 : 0));
    case 'linear':
      return each(() => 1 / count);
    case 'position':
      if (count < 3) return each(() => 1 / count);
      return each((n) => (n === 0 || n === count - 1 ? ENDS : (1 - 2 * ENDS) / (count - 2)));
  }
}

/** What each channel is given of an order by every model: the stops that began before it, of the last `lookbackDays`. */
export function creditsOf(order: Touch, stops: readonly Stop[], lookbackDays: number): Credit[] {
  const before = stops.filter(({ from, until }) => from < order.at && order.at - until <= lookbackDays * DAY_MS);
  if (before.length === 0) return [{ channel: null, first: 1, last: 1, linear: 1, position: 1 }];
  const shares = MODELS.map((model) => sharesOf(model, before.length));
  const byChannel = new Map<Channel, Record<AttributionModel, number>>();
  before.forEach(({ channel }, n) => {
    const own = byChannel.get(channel) ?? { first: 0, last: 0, linear: 0, position: 0 };
    MODELS.forEach((model, m) => {
      own[model] += shares[m]?.[n] ?? 0;
    });
    byChannel.set(channel, own);
  });
  return [...byChannel].map(([channel, credit]) => ({ channel, ...credit }));
}
