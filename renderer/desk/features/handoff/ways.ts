import type { Channel } from '#shared/domain/channels.ts';
import { CHANNELS } from '#shared/domain/channels.ts';
import type { Crossing, CrossingOption } from '#shared/domain/crossing.ts';

/** One channel of the dialog with its ways; the present one has none, for there the customer stays. */
export type ChannelChoice = {
  readonly channel: Channel;
  readonly stays: boolean;
  /** The reachable ones first, the best of them first of all. */
  readonly options: readonly CrossingOption[];
};

const rank = ({ reachable, best }: CrossingOption): number => (reachable ? 0 : 2) + (best ? 0 : 1);

/** The channels to choose from: the present one first, then each that has a way, reachable or not, in the usual order. */
export function channelChoices(present: Channel, options: readonly CrossingOption[]): ChannelChoice[] {
  const others = CHANNELS.filter((channel) => channel !== present)
    .map((channel) => ({
      channel,
      stays: false,
      options: options.filter((option) => option.channel === channel).sort((a, b) => rank(a) - rank(b)),
    }))
    .filter((choice) => choice.options.length > 0);
  return [{ channel: present, stays: true, options: [] }, ...others];
}

/** What tells one way from another: channel, way, carrier and address. */
export const optionKey = ({ channel, way, by, contactPointId }: CrossingOption): string =>
  [channel, way, by ?? '', contactPointId ?? ''].join('/');

/** Who carries the words: the way's own channel where it says no other. */
export const carrierOf = ({ channel, by }: Pick<CrossingOption, 'channel' | 'by'>): Channel => by ?? channel;

/** The reachable way that is taken unless the agent chooses another. */
export const firstReachable = ({ options }: ChannelChoice): CrossingOption | null =>
  options.find(({ reachable }) => reachable) ?? null;

/** What the hub fills in; taken out, the customer would have no way across. */
const NEEDED = /\{(?:link|code|number)\}/g;

/** The first word in braces that a way's text had and an edited one lacks. */
export function lostPlaceholder(option: CrossingOption, text: string): string | null {
  return option.customerSees.text.match(NEEDED)?.find((word) => !text.includes(word)) ?? null;
}

/** The choice as a handoff carries it; words that were left as they were drafted are left to the hub. */
export function crossingOf(option: CrossingOption, text: string, at: string | null): Crossing {
  const { channel, way, by, contactPointId, customerSees } = option;
  const own = text.trim();
  return {
    channel,
    way,
    ...(by !== undefined && { by }),
    ...(contactPointId !== undefined && { contactPointId }),
    ...(at !== null && { at }),
    ...(own !== '' && own !== customerSees.text.trim() && { text: own }),
    locale: customerSees.locale,
  };
}
